import { TenureError } from '../../schema/errors';
import type { Database } from '../../schema/database';
import type { Layout } from '../detect/layout';
import type { RejectedLine } from '../types';
import { judge, maxRecord } from './contract';
import { refuseTooWide, rejection } from './fast';
import { countNewlines, splitRecords, type RawRecord } from './records';
import { slices, type Reading } from './slices';
import { addRejects, columnList, csvRow, loadRows, type Place } from './staging';

const partCharacters = 1024 * 1024;
/** Rejected records held before they are written: a file may consist of nothing else. */
const heldRejects = 10_000;

/**
 * Reads what the fast reader cannot, record by record, writes it anew as plain RFC 4180 text with each record's
 * physical line, and loads that.
 * @returns the number of records, the rejected ones included
 * @throws TenureError `file_cut_in_quotes`, `file_line_too_long`, `file_too_many_columns`
 */
export async function loadTolerant(
  db: Database,
  place: Place,
  data: Blob,
  layout: Layout,
  reading: Reading,
  onRead: (bytes: number, records: number) => void,
): Promise<number> {
  const writer = new TolerantReader(layout, reading.file);
  const decoder = new TextDecoder();
  let rest = '';
  let bytes = 0;
  for await (const piece of slices(data, reading)) {
    rest = writer.read(rest + decoder.decode(piece, { stream: true }), false);
    if (writer.rejects.length > heldRejects) await addRejects(db, place, writer.takeRejects());
    onRead((bytes += piece.length), writer.records);
  }
  writer.read(rest + decoder.decode(), true);
  await addRejects(db, place, writer.takeRejects());
  await loadRows(
    db,
    place.file,
    writer.text(),
    [['line', 'BIGINT'], ...columnList(layout.columns.length).map((column) => [column, 'VARCHAR'] as const)],
    (source) => `CREATE OR REPLACE TABLE ${place.rows} AS FROM ${source}`,
    writer.longestRow * 3,
  );
  return writer.records;
}

class TolerantReader {
  records = 0;
  longestRow = 0;
  rejects: RejectedLine[] = [];
  readonly #parts: Blob[] = [];
  #part = '';
  #line: number;

  constructor(
    private readonly layout: Layout,
    private readonly file: string,
  ) {
    this.#line = layout.headerLines + 1;
  }

  /** @returns the start of a record whose end was not met yet */
  read(text: string, last: boolean): string {
    let left = text;
    for (;;) {
      const { rest, astray } = this.#readOn(left, last);
      if (astray) left = this.#skipLine(rest);
      else if (rest.length <= maxRecord) return rest;
      else left = this.#meetEndless(rest);
    }
  }

  /** Reads up to the end, or to a record whose quotes went astray. */
  #readOn(text: string, last: boolean): { rest: string; astray: boolean } {
    const { newline } = this.layout.grammar;
    let counted = 0;
    const countTo = (end: number) => {
      this.#line += countNewlines(text, newline, counted, end);
      counted = end;
    };
    let astray = false;
    const used = splitRecords(text, this.layout.grammar, last, (record) => {
      countTo(record.start);
      astray = !this.#take(text, record);
      return !astray;
    });
    if (!astray) countTo(used);
    return { rest: text.slice(counted), astray };
  }

  takeRejects(): RejectedLine[] {
    const rejects = this.rejects;
    this.rejects = [];
    return rejects;
  }

  text(): Blob {
    this.#closePart();
    return new Blob(this.#parts);
  }

  /** Keeps or rejects a record; refuses one whose quotes went astray. */
  #take(text: string, record: RawRecord): boolean {
    const original = text.slice(record.start, record.end);
    const verdict = judge(record.cells, this.layout.columns.length);
    if (record.malformed && this.#holdsRecords(original)) return false;
    if (record.openQuote !== null) this.#refuseCut(text, record.start, record.openQuote);
    this.records++;
    if (!verdict.kept) {
      refuseTooWide(record.cells, verdict.reason, this.#line, this.file);
      this.rejects.push(rejection(verdict, this.#line, original, this.layout));
      return true;
    }
    const row = csvRow([this.#line, ...verdict.cells]);
    this.longestRow = Math.max(this.longestRow, row.length);
    this.#part += row;
    if (this.#part.length > partCharacters) this.#closePart();
    return true;
  }

  /**
   * Whether the lines after the first are records by themselves: then a quote that was never meant to open a cell
   * swallowed them.
   */
  #holdsRecords(original: string): boolean {
    const { grammar, columns } = this.layout;
    const firstEnd = original.indexOf(grammar.newline) + 1;
    if (firstEnd === 0 || columns.length < 3) return false;
    const wanted = columns.length < 5 ? 3 : 1;
    let matching = 0;
    const lines = original.slice(firstEnd, firstEnd + partCharacters).split(grammar.newline, 50);
    for (const line of lines) {
      splitRecords(line, grammar, true, ({ cells, openQuote }) => {
        if (openQuote === null && cells.length === columns.length) matching++;
        return true;
      });
    }
    return matching >= wanted;
  }

  /** Rejects the line whose quote went astray. */
  #skipLine(text: string): string {
    const { newline } = this.layout.grammar;
    const end = text.indexOf(newline) + 1;
    const verdict = { reason: 'unreadable', missing: null } as const;
    this.rejects.push(rejection(verdict, this.#line, text.slice(0, end), this.layout));
    this.records++;
    this.#line++;
    return text.slice(end);
  }

  #meetEndless(rest: string): string {
    const { newline, quote } = this.layout.grammar;
    if (!rest.includes(newline)) {
      throw new TenureError('file_line_too_long', { file: this.file, line: this.#line });
    }
    if (!this.#holdsRecords(rest)) this.#refuseCut(rest, 0, rest.indexOf(quote));
    return this.#skipLine(rest);
  }

  #refuseCut(text: string, start: number, openQuote: number): never {
    const line = this.#line + countNewlines(text, this.layout.grammar.newline, start, openQuote);
    throw new TenureError('file_cut_in_quotes', { file: this.file, line });
  }

  #closePart(): void {
    this.#parts.push(new Blob([this.#part]));
    this.#part = '';
  }
}
