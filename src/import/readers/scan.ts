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

const outside = 0;
const inside = 256;
// What a byte means to its neighbours: the three low bits (7).
const ordinary = 0;
const padding = 1;
const edge = 2;
const opening = 3;
const closing = 4;
const recordEnd = 8;
const innerNewline = 16;

/** The pairs of neighbours that want a look: a cell with outer white space, or a quote where none should be. */
const oddPairs = [
  [padding, edge],
  [padding, closing],
  [edge, padding],
  [opening, padding],
  [ordinary, opening],
  [padding, opening],
  [closing, ordinary],
].reduce((bits, [left = 0, right = 0]) => bits | (1 << (left * 5 + right)), 0);

function classesOf({ delimiter, quote, newline }: Marks): Uint8Array {
  const classes = new Uint8Array(512);
  for (const state of [outside, inside]) {
    for (const byte of [9, 11, 12, 32, 61, 0xa0, 0xc2]) classes[state | byte] = padding;
  }
  classes[13] = edge;
  classes[inside | 13] = padding;
  classes[delimiter] = edge;
  classes[newline] = edge | recordEnd;
  classes[inside | newline] = padding | innerNewline;
  if (quote !== noQuote) {
    classes[quote] = closing;
    classes[inside | quote] = opening;
  }
  return classes;
}

/**
 * Counts records on its own, beside the reader that loads them, so that a reader that loses some is found out.
 * It knows quotes by their parity, which is right for well-formed text; where it is wrong the counts differ,
 * and the tolerant reader decides.
 */
export class RecordScanner {
  readonly #classes: Uint8Array;
  readonly #steps: LineStep[] = [];
  #state = outside;
  #before = edge;
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
    this.#classes = classesOf(marks);
  }

  get records(): number {
    return this.#records;
  }

  /** @throws TenureError `file_line_too_long` */
  push(piece: Uint8Array): void {
    const classes = this.#classes;
    const quote = this.marks.quote;
    const odd = oddPairs;
    let state = this.#state;
    let before = this.#before;
    let recordStart = this.#recordStart;
    let records = this.#records;
    let broken = this.#broken;
    let longest = this.#longest;
    // The hottest loop of an import. Locals and literals only, which engines keep in registers (the constants above,
    // written out, are 256 inside, 8 record end), and no branch on quotes: where every cell is
    // quoted it would be mispredicted.
    for (let at = 0, end = piece.length; at < end; at++) {
      const byte = piece[at] as number;
      state ^= (((byte ^ quote) - 1) >>> 23) & 256;
      const kind = classes[state | byte] as number;
      const code = kind & 7;
      if ((odd >>> (before * 5 + code)) & 1) this.#meetOdd(piece, at, before, code);
      before = code;
      if (kind <= 7) continue;
      if ((kind & 8) === 0) {
        this.#extra++;
        broken = true;
        continue;
      }
      const length = at - recordStart;
      recordStart = at + 1;
      if (length > longest) longest = length;
      if (length > 1 || (length === 1 && (at > 0 ? piece[at - 1] : this.#lastByte) !== 13)) {
        records++;
        if (broken) this.#noteStep(records + 1);
        broken = false;
      } else {
        this.#blanks++;
        this.#extra++;
        this.#noteStep(records + 1);
      }
    }
    this.#state = state;
    this.#before = before;
    this.#recordStart = recordStart - piece.length;
    this.#records = records;
    this.#broken = broken;
    this.#longest = longest;
    this.#lastByte = piece[piece.length - 1] ?? this.#lastByte;
    this.#checkLine(piece);
  }

  end(): Scan {
    const left = -this.#recordStart;
    if (left > 1 || (left === 1 && this.#lastByte !== 13)) this.#records++;
    return {
      records: this.#records,
      steps: this.#steps,
      open: this.#state === inside,
      longest: Math.max(this.#longest, left),
      stray: this.#stray,
      untidy: this.#untidy,
    };
  }

  #noteStep(record: number): void {
    if (this.#steps.at(-1)?.record === record) this.#steps.pop();
    this.#steps.push({ record, extra: this.#extra, blanks: this.#blanks });
  }

  #meetOdd(piece: Uint8Array, at: number, left: number, right: number): void {
    if (left === closing || right === opening) this.#stray = true;
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
