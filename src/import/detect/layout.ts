import { TenureError } from '../../schema/errors';
import type { Delimiter } from '../types';
import { cleanCell, maxColumns, maxRecord } from '../readers/contract';
import { countNewlines, splitRecords, type Grammar } from '../readers/records';
import { checkSignal, readBytes, type Reading } from '../readers/slices';
import { refuseBinaryText } from './content';
import { delimiters, detectGrammar, mostCommonWidth } from './dialect';
import { columnNames, findHeader } from './header';

/** Where in a text the data stand, and how its records are read. */
export interface Layout {
  readonly grammar: Grammar;
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  /** Physical lines above the data. */
  readonly headerLines: number;
  /** Bytes above the data. */
  readonly dataOffset: number;
  /** Columns in whose first cells there is something to trim. */
  readonly untidy: readonly number[];
}

const headBytes = 256 * 1024;
const scoredCharacters = 32 * 1024;
const pieceBytes = 16 * 1024;
/** The header and the columns are told from these. */
const lookedRecords = 600;

/**
 * Finds the dialect, the preamble, the header and the columns of a UTF-8 text from its head, middle and end.
 * @throws TenureError `file_empty`, `file_binary`, `file_too_many_columns`, `file_line_too_long`
 */
export async function detectLayout(text: Blob, reading: Reading): Promise<Layout> {
  const { file } = reading;
  const { head, newline } = await readHead(text, reading);
  if (head.trim() === '') throw new TenureError('file_empty', { file });
  refuseBinaryText(head.slice(0, headBytes), file);

  const sep = readSepLine(head);
  const body = head.slice(sep.length);
  const scored = wholeLines(body.slice(0, scoredCharacters), newline) || body;
  const lineEnd = newline === '\n' && /^[^\n]*\r\n/.test(head) ? '\r\n' : newline;
  const grammar = detectGrammar(
    [scored, ...(await laterPieces(text, newline, reading))],
    lineEnd,
    sep.delimiter,
  );
  checkSignal(reading.signal);

  const records = readRecords(body, grammar, head.length < text.size / 4, sep.length > 0 ? 2 : 1, file);
  const cleaned = records.map(({ cells }) => cells.map(cleanCell));
  const place = findHeader(cleaned, widthOf(cleaned));
  const header = place.header === null ? null : (cleaned[place.header] ?? null);
  const data = cleaned.slice(place.data);
  const named = header === null ? 0 : header.findLastIndex((name) => name !== null) + 1;
  const width = Math.max(named, data.length > 0 ? widthOf(data) : 1);

  const dataStart = sep.length + (records[place.data]?.start ?? records.at(-1)?.end ?? 0);
  return {
    grammar,
    columns: columnNames(header, width),
    hasHeader: header !== null,
    headerLines: countNewlines(head, newline, 0, dataStart),
    dataOffset: new TextEncoder().encode(head.slice(0, dataStart)).length,
    untidy: untidyColumns(
      records.slice(place.data).map(({ cells }) => cells),
      width,
    ),
  };
}

/** The head of the file, with at least one whole line. */
async function readHead(text: Blob, reading: Reading): Promise<{ head: string; newline: '\n' | '\r' }> {
  for (let bytes = headBytes; ; bytes *= 4) {
    const read = await readBytes(text.slice(0, Math.min(bytes, maxRecord + 1)), reading);
    // What a cut leaves of a character at the end would count as one that is not text.
    const head = new TextDecoder().decode(read, { stream: read.length < text.size });
    if (head.includes('\n')) return { head, newline: '\n' };
    if (head.slice(0, -1).includes('\r')) return { head, newline: '\r' };
    if (read.length >= text.size) return { head, newline: '\n' };
    if (read.length > maxRecord) {
      throw new TenureError('file_line_too_long', { file: reading.file, line: 1 });
    }
  }
}

/** Spreadsheets write `sep=;` as a first line that tells the delimiter. */
function readSepLine(head: string): { length: number; delimiter: Delimiter | null } {
  const line = /^"?sep=(.)"?[,;\t| ]*(?:\r?\n|\r)/i.exec(head);
  if (!line) return { length: 0, delimiter: null };
  return { length: line[0].length, delimiter: delimiters.find((delimiter) => delimiter === line[1]) ?? null };
}

const wholeLines = (text: string, newline: string): string => text.slice(0, text.lastIndexOf(newline) + 1);

/** Some lines of the middle and the end: a head may be unlike the rest of its file. */
async function laterPieces(text: Blob, newline: string, reading: Reading): Promise<string[]> {
  if (text.size < 2 * headBytes) return [];
  const pieces = [Math.floor(text.size / 2), text.size - pieceBytes].map(async (from) => {
    const piece = new TextDecoder().decode(await readBytes(text.slice(from, from + pieceBytes), reading));
    return wholeLines(piece.slice(piece.indexOf(newline) + 1), newline);
  });
  return (await Promise.all(pieces)).filter((piece) => piece !== '');
}

interface HeadRecord {
  readonly cells: readonly string[];
  readonly start: number;
  readonly end: number;
}

function readRecords(
  body: string,
  grammar: Grammar,
  cut: boolean,
  firstLine: number,
  file: string,
): HeadRecord[] {
  const records: HeadRecord[] = [];
  splitRecords(body, grammar, !cut, ({ cells, start, end }) => {
    if (cells.length > maxColumns && cells.some((cell) => cell !== '')) {
      const line = firstLine + countNewlines(body, grammar.newline, 0, start);
      throw new TenureError('file_too_many_columns', {
        file,
        line,
        columns: cells.length,
        limit: maxColumns,
      });
    }
    records.push({ cells, start, end });
    return records.length < lookedRecords;
  });
  return records;
}

function widthOf(records: readonly (readonly unknown[])[]): number {
  const widths = new Map<number, number>();
  for (const { length } of records) widths.set(length, (widths.get(length) ?? 0) + 1);
  return mostCommonWidth(widths);
}

function untidyColumns(records: readonly (readonly string[])[], width: number): number[] {
  const untidy = new Set<number>();
  for (const cells of records) {
    for (const [column, cell] of cells.slice(0, width).entries()) {
      if (cell !== '' && cleanCell(cell) !== cell) untidy.add(column);
    }
  }
  return [...untidy].sort((a, b) => a - b);
}
