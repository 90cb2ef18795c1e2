import Papa from 'papaparse';
import type { Dialect } from '../types';

/** A dialect as a parser needs it. */
export interface Grammar extends Dialect {
  /** What stands between cells: the delimiter, or a comma and a space before quotes. Unused for runs of spaces. */
  readonly separator: string;
  /** The one character that ends a line. */
  readonly newline: '\n' | '\r';
  /** What ends it in full. */
  readonly lineEnd: '\n' | '\r\n' | '\r';
}

/** A record as it stands in the file: its cells are not trimmed yet. */
export interface RawRecord {
  readonly cells: readonly string[];
  /** Characters from the start of the text. */
  readonly start: number;
  readonly end: number;
  /** Where the quote stands that nothing closes, if there is one. */
  readonly openQuote: number | null;
  /** Whether a quote stands where none should. */
  readonly malformed: boolean;
}

/** What the library's parser gives at each step: its types tell of another level. */
interface Step {
  readonly data: readonly (readonly string[])[];
  readonly errors: readonly { readonly code: string; readonly index?: number }[];
  readonly meta: { readonly cursor: number };
}

/**
 * Cuts text into records. Blank lines are none. Unless it is the `last` text, an unfinished record is left over.
 * @param each is given each record, and ends the work by returning false
 * @returns how many characters were used
 */
export function splitRecords(
  text: string,
  grammar: Grammar,
  last: boolean,
  each: (record: RawRecord) => boolean,
): number {
  if (grammar.delimiter === ' +') return splitSpaced(text, grammar, last, each);
  let start = 0;
  const parser = new Papa.Parser({
    delimiter: grammar.separator,
    newline: grammar.newline,
    quoteChar: grammar.quote,
    escapeChar: grammar.escape,
    ...(grammar.quote === '' ? { fastMode: true } : {}),
    step: (result) => {
      const { data, errors, meta } = result as unknown as Step;
      const [cells] = data;
      const end = meta.cursor;
      if (cells && !isBlankLine(cells)) {
        const open = errors.find((error) => error.code === 'MissingQuotes');
        const openQuote = open?.index === undefined ? null : open.index - 1;
        if (!each({ cells, start, end, openQuote, malformed: errors.length > 0 })) parser.abort();
      }
      start = end;
    },
  });
  parser.parse(text, 0, !last);
  return start;
}

const isBlankLine = (cells: readonly string[]): boolean =>
  cells.length === 1 && (cells[0] === '' || cells[0] === '\r');

const spacedCell = /"((?:[^"]|"")*)"(?= |$)|[^ ]+/g;

function splitSpaced(
  text: string,
  { newline }: Grammar,
  last: boolean,
  each: (record: RawRecord) => boolean,
): number {
  let start = 0;
  while (start < text.length) {
    const at = text.indexOf(newline, start);
    if (at < 0 && !last) break;
    const end = at < 0 ? text.length : at + 1;
    const line = text.slice(start, at < 0 ? end : at).replace(/\r$/, '');
    if (line !== '') {
      const cells = Array.from(line.matchAll(spacedCell), ([cell, quoted]) =>
        quoted === undefined ? cell : quoted.replaceAll('""', '"'),
      );
      const record = {
        cells: cells.length > 0 ? cells : [''],
        start,
        end,
        openQuote: null,
        malformed: false,
      };
      if (!each(record)) return end;
    }
    start = end;
  }
  return start;
}

export function countNewlines(text: string, newline: string, from = 0, to = text.length): number {
  let count = 0;
  for (let at = text.indexOf(newline, from); at >= 0 && at < to; at = text.indexOf(newline, at + 1)) count++;
  return count;
}
