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
  /** Whether some cell may have outer white space or Excel's `="..."`. */
  readonly untidy: boolean;
}

export const noQuote = 0x1ff;

const outside = 0;
const inside = 256;
// Two low bits hold what a byte means to its neighbour; an edge beside padding is an untidy cell.
const padding = 1;
const edge = 2;
const neighbour = 3;
const recordEnd = 4;
const innerNewline = 8;

function classesOf({ delimiter, quote, newline }: Marks): Uint8Array {
  const classes = new Uint8Array(512);
  for (const state of [outside, inside]) {
    for (const byte of [9, 11, 12, 32, 61, 0xa0, 0xc2]) classes[state | byte] = padding;
    if (quote !== noQuote) classes[state | quote] = edge;
  }
  classes[13] = edge;
  classes[inside | 13] = padding;
  classes[delimiter] = edge;
  classes[newline] = edge | recordEnd;
  classes[inside | newline] = padding | innerNewline;
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
  /** Where the current physical line and record start, counted from the start of the next piece: zero or less. */
  #lineStart = 0;
  #recordStart = 0;
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
    let state = this.#state;
    let before = this.#before;
    for (let at = 0, end = piece.length; at < end; at++) {
      const byte = piece[at] ?? 0;
      // Without a branch: files with every cell quoted would mispredict it on each.
      state ^= (((byte ^ quote) - 1) >>> 23) & inside;
      const kind = classes[state | byte] ?? 0;
      if ((before * (kind & neighbour)) & 2) this.#meetEdge(piece, at);
      before = kind & neighbour;
      if (kind > neighbour) this.#meetNewline(piece, at, (kind & recordEnd) !== 0);
    }
    this.#state = state;
    this.#before = before;
    this.#checkLength(piece.length);
    this.#lineStart -= piece.length;
    this.#recordStart -= piece.length;
    this.#lastByte = piece[piece.length - 1] ?? this.#lastByte;
  }

  end(): Scan {
    const left = -this.#recordStart;
    if (left > 1 || (left === 1 && this.#lastByte !== 13)) this.#records++;
    return {
      records: this.#records,
      steps: this.#steps,
      open: this.#state === inside,
      untidy: this.#untidy,
    };
  }

  #meetNewline(piece: Uint8Array, at: number, ends: boolean): void {
    this.#checkLength(at);
    this.#lineStart = at + 1;
    if (!ends) {
      this.#extra++;
      return;
    }
    const length = at - this.#recordStart;
    const lastByte = at > 0 ? piece[at - 1] : this.#lastByte;
    this.#recordStart = at + 1;
    if (length === 0 || (length === 1 && lastByte === 13)) {
      this.#blanks++;
      this.#extra++;
    } else {
      this.#records++;
    }
    this.#noteStep();
  }

  #noteStep(): void {
    const last = this.#steps.at(-1);
    if (this.#extra === (last?.extra ?? 0)) return;
    const record = this.#records + 1;
    if (last?.record === record) this.#steps.pop();
    this.#steps.push({ record, extra: this.#extra, blanks: this.#blanks });
  }

  /** Bytes `at - 1` and `at` are an edge and what may be padding, in one order or the other. */
  #meetEdge(piece: Uint8Array, at: number): void {
    if (this.#untidy) return;
    const left = piece[at - 1];
    const right = piece[at];
    const quote = this.marks.quote;
    // A doubled quote is text: `"6"" nails"`.
    if (left === quote && piece[at - 2] === quote) return;
    if (right === quote && piece[at + 1] === quote) return;
    // Half of a no-break space (C2 A0), or of another letter?
    if (left === 0xa0 && at > 1 && piece[at - 2] !== 0xc2) return;
    if (right === 0xa0 || left === 0xc2) return;
    if (right === 0xc2 && at + 1 < piece.length && piece[at + 1] !== 0xa0) return;
    if (left === 61) return;
    this.#untidy = true;
  }

  #checkLength(at: number): void {
    if (at - this.#lineStart <= maxRecord) return;
    const line = this.firstLine + this.#records + this.#extra;
    throw new TenureError('file_line_too_long', { file: this.file, line });
  }
}
