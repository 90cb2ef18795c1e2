/** What both readers make of a record: the one place where it is said. */
import type { RejectedLine } from '../types';

/** More than any shop's export has. A line with more is no table's. */
export const maxColumns = 2_000;
/** In bytes. A longer line or record is refused, so that no single one fills the memory. */
export const maxRecord = 16 * 1024 * 1024;
/** In characters, of a rejected record's text that is kept. */
const maxOriginal = 64 * 1024;

const outerSpace = /^[\t\n\v\f\r \u00a0]+|[\t\n\v\f\r \u00a0]+$/g;
const excelText = /^="([^]*)"$/;

/** A cell without outer white space and without Excel's `="..."`; an empty one is null. */
export function cleanCell(cell: string): string | null {
  const first = cell.charCodeAt(0);
  const last = cell.charCodeAt(cell.length - 1);
  // Most cells need nothing, and a test of two characters is cheaper than two expressions.
  if (first > 32 && first !== 0xa0 && first !== 61 && last > 32 && last !== 0xa0) return cell;
  const bare = cell.replace(outerSpace, '');
  return (excelText.exec(bare)?.[1] ?? bare).replace(outerSpace, '') || null;
}

const space = `chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || ' ' || chr(160)`;

/** `cleanCell` in SQL. */
export const cleanCellSql = (column: string): string => {
  const bare = `trim(${column}, ${space})`;
  const unwrapped = `CASE WHEN starts_with(${bare}, '="') AND ends_with(${bare}, '"') AND length(${bare}) > 2
    THEN trim((${bare})[3:-2], ${space}) ELSE ${bare} END`;
  return `nullif(${unwrapped}, '')`;
};

/** Whether `cleanCell` would change the cell. */
export const uncleanCellSql = (column: string): string =>
  String.raw`regexp_matches(${column}, '^[\s\v\x{a0}]|[\s\v\x{a0}]$|^="')`;

export type Verdict =
  | { readonly kept: true; readonly cells: readonly (string | null)[] }
  | {
      readonly kept: false;
      readonly reason: RejectedLine['reason'];
      /** Index of the first column without a cell. */
      readonly missing: number | null;
    };

/**
 * - no cell with content: rejected as `blank`
 * - cells beyond the columns: dropped when all are empty, else rejected as `too_many_cells`
 * - fewer cells than columns: many exports drop empty cells at a line's end, so at least half of the columns
 *   (and two) are taken as such and filled with nulls; a shorter line is a title, a footer or a fragment
 */
export function judge(raw: readonly string[], width: number): Verdict {
  const cells = raw.map(cleanCell);
  if (cells.every((cell) => cell === null)) return { kept: false, reason: 'blank', missing: null };
  if (cells.length > width) {
    const extra = cells.slice(width).some((cell) => cell !== null);
    return extra
      ? { kept: false, reason: 'too_many_cells', missing: null }
      : { kept: true, cells: cells.slice(0, width) };
  }
  if (cells.length === width) return { kept: true, cells };
  if (cells.length < Math.max(2, width / 2)) {
    return { kept: false, reason: 'too_few_cells', missing: cells.length };
  }
  return { kept: true, cells: [...cells, ...Array<null>(width - cells.length).fill(null)] };
}

export const shorten = (original: string): string =>
  original.length > maxOriginal ? `${original.slice(0, maxOriginal)}…` : original;
