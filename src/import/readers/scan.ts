import { TenureError } from '../../schema/errors';
import { maxRecord } from './contract';

/** The bytes that give text its records. A quote beyond all bytes (`noQuote`) means that the file has none. */
export interface Marks {
  readonly delimiter: number;
  readonly quote: number;
  readonly newline: number;
}

/** From record `record` on (from 1), `extra` physical lines more than records were met, `blanks` of them blank. */
export interface LineStep {
  readonly record: number;
  readonly extra: number;
  readonly blanks: number;
}

export interface Scan {
  readonly records: number;
  readonly steps: readonly LineStep[];
  /** Whether the text ends inside quotes. */
  readonly open: boolean;
  /** The longest record in bytes, its blank and unfinished ones included. */
  readonly longest: number;
  /** Whether a quote stands inside a cell, so that its parity cannot be trusted. */
  readonly stray: boolean;
  /** Whether some cell may have outer white space or Excel's `="..."`. */
  readonly untidy: boolean;
}

export const noQuote = 0x1ff;

/** What a byte means to its neighbours. */
const ordinary = 0;
const padding = 1;
const edge = 2;
const opening = 3;
const closing = 4;
const meanings = 5;

/** What is to be done at a byte. */
const odd = 1;
const recordEnd = 2;
const innerNewline = 4;

/** The pairs of neighbours that want a look: a cell with outer white space, or a quote where none should be. */
const oddPairs = new Set(
  [
    [padding, edge],
    [padding, closing],
    [edge, padding],
    [opening, padding],
    [ordinary, opening],
    [padding, opening],
    [closing, ordinary],
  ].map(([left = 0, right = 0]) => left * meanings + right),
);

function meaningOf(byte: number, inside: boolean, { delimiter, newline }: Marks): number {
  if (!inside && (byte === delimiter || byte === newline || byte === 13)) return edge;
  if (byte === newline || byte === 13) return padding;
  return [9, 11, 12, 32, 61, 0xa0, 0xc2].includes(byte) ? padding : ordinary;
}

/** A state is whether the last byte left quotes open, and its meaning; it is kept shifted by the bits of a byte. */
const stateOf = (inside: boolean, meaning: number): number => ((inside ? meanings : 0) + meaning) << 8;
const meaningAt = (state: number): number => (state >> 8) % meanings;
const isInside = (state: number): boolean => state >> 8 >= meanings;

/** For each state and byte the next state, and in the low bits what is to be done. */
function transitions(marks: Marks): Uint16Array {
  const table = new Uint16Array((2 * meanings) << 8);
  for (const wasInside of [false, true]) {
    for (let before = 0; before < meanings; before++) {
      for (let byte = 0; byte < 256; byte++) {
        const inside = wasInside !== (byte === marks.quote);
        const quoted = inside ? opening : closing;
        const meaning = byte === marks.quote ? quoted : meaningOf(byte, inside, marks);
        let todo = oddPairs.has(before * meanings + meaning) ? odd : 0;
        if (byte === marks.newline) todo |= inside ? innerNewline : recordEnd;
        table[stateOf(wasInside, before) | byte] = stateOf(inside, meaning) | todo;
      }
    }
  }
  return table;
}

/**
 * Counts records on its own, beside the reader that loads them, so that a reader that loses some is found out.
 * It knows quotes by their parity, which is right for well-formed text; where it is wrong the counts differ,
 * and the tolerant reader decides.
 */
export class RecordScanner {
  readonly #table: Uint16Array;
  readonly #steps: LineStep[] = [];
  #state = stateOf(false, edge);
  #records = 0;
  #extra = 0;
  #blanks = 0;
  #untidy = false;
  #stray = false;
  /** Where the current record starts, counted from the start of the next piece: zero or less. */
  #recordStart = 0;
  /** Whether the current record has a newline in quotes. */
  #broken = false;
  #longest = 0;
  /** Of the current physical line, so far. */
  #lineBytes = 0;
  #lastByte = 0;

  constructor(
    private readonly marks: Marks,
    private readonly firstLine: number,
    private readonly file: string,
  ) {
    this.#table = transitions(marks);
  }

  get records(): number {
    return this.#records;
  }

  /** @throws TenureError `file_line_too_long` */
  push(piece: Uint8Array): void {
    const table = this.#table;
    let state = this.#state;
    // The hottest loop of an import: one look-up a byte. All else is done elsewhere, so that what is left stays in
    // registers; the constants above are written out, as engines compile a module's own less well.
    for (let at = 0, end = piece.length; at < end; at++) {
      const next = table[state | (piece[at] as number)] as number;
      if ((next & 7) !== 0) this.#meet(piece, at, state, next);
      state = next & 0xf00;
    }
    this.#state = state;
    this.#recordStart -= piece.length;
    this.#lastByte = piece[piece.length - 1] ?? this.#lastByte;
    this.#checkLine(piece);
  }

  #meet(piece: Uint8Array, at: number, before: number, now: number): void {
    if (now & odd) this.#meetOdd(piece, at, before, now);
    if (now & innerNewline) {
      this.#extra++;
      this.#broken = true;
    } else if (now & recordEnd) {
      this.#endRecord(piece, at);
    }
  }

  #endRecord(piece: Uint8Array, at: number): void {
    const length = at - this.#recordStart;
    this.#recordStart = at + 1;
    if (length > this.#longest) this.#longest = length;
    if (length > 1 || (length === 1 && (at > 0 ? piece[at - 1] : this.#lastByte) !== 13)) {
      this.#records++;
      if (this.#broken) this.#noteStep(this.#records + 1);
      this.#broken = false;
    } else {
      this.#blanks++;
      this.#extra++;
      this.#noteStep(this.#records + 1);
    }
  }

  end(): Scan {
    const left = -this.#recordStart;
    if (left > 1 || (left === 1 && this.#lastByte !== 13)) this.#records++;
    return {
      records: this.#records,
      steps: this.#steps,
      open: isInside(this.#state),
      longest: Math.max(this.#longest, left),
      stray: this.#stray,
      untidy: this.#untidy,
    };
  }

  #noteStep(record: number): void {
    if (this.#steps.at(-1)?.record === record) this.#steps.pop();
    this.#steps.push({ record, extra: this.#extra, blanks: this.#blanks });
  }

  #meetOdd(piece: Uint8Array, at: number, before: number, now: number): void {
    if (meaningAt(before) === closing || meaningAt(now) === opening) this.#stray = true;
    else this.#untidy ||= this.#isPadded(piece, at);
  }

  /** Bytes `at - 1` and `at` are an edge and what may be white space, in one order or the other. */
  #isPadded(piece: Uint8Array, at: number): boolean {
    const left = piece[at - 1];
    const right = piece[at];
    const quote = this.marks.quote;
    // A doubled quote is text: `"6"" nails"`.
    if (left === quote && piece[at - 2] === quote) return false;
    if (right === quote && piece[at + 1] === quote) return false;
    // An equals sign matters at the start: `="0012"`.
    if (left === 61) return false;
    // C2 A0 is a no-break space; either byte alone is a part of another letter.
    if (left === 0xc2 || right === 0xa0) return false;
    if (left === 0xa0 && at > 1) return piece[at - 2] === 0xc2;
    return !(right === 0xc2 && at + 1 < piece.length && piece[at + 1] !== 0xa0);
  }

  /** Once a piece is enough: a line may end up longer by one piece. */
  #checkLine(piece: Uint8Array): void {
    const newline = piece.lastIndexOf(this.marks.newline);
    this.#lineBytes = newline < 0 ? this.#lineBytes + piece.length : piece.length - newline - 1;
    if (this.#lineBytes <= maxRecord) return;
    const line = this.firstLine + this.#records + this.#extra;
    throw new TenureError('file_line_too_long', { file: this.file, line });
  }
}
