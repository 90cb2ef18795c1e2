import { Breather } from './breather';
import type { RecordScanner } from './scan';
import type { Sha256 } from './sha256';
import { slices, type Reading } from './slices';

/** What one pass over the bytes of a text does with them. */
export interface Pass {
  readonly text: Blob;
  /** Bytes above the data, which are not counted as records. */
  readonly dataOffset: number;
  readonly scanner: RecordScanner;
  /** Absent where the original bytes were already hashed. */
  readonly hasher: Sha256 | null;
  readonly onBytes: (bytes: number) => void;
}

/** About a millisecond's work. */
const workBytes = 128 * 1024;

/**
 * Hashes, counts and validates in one pass, while DuckDB loads the same bytes.
 * @returns whether all of it is UTF-8; the pass ends at the first byte that is not
 */
export async function verify(pass: Pass, reading: Reading): Promise<boolean> {
  const breather = new Breather();
  try {
    return await verifyWith(breather, pass, reading);
  } finally {
    breather.close();
  }
}

async function verifyWith(breather: Breather, pass: Pass, reading: Reading): Promise<boolean> {
  const utf8 = new Utf8Check();
  let at = 0;
  for await (const slice of slices(pass.text, reading)) {
    for (let from = 0; from < slice.length; from += workBytes) {
      const piece = slice.subarray(from, from + workBytes);
      if (!utf8.accepts(piece)) return false;
      pass.hasher?.update(piece);
      pass.scanner.push(piece.subarray(Math.min(piece.length, Math.max(0, pass.dataOffset - at))));
      at += piece.length;
      await breather.pause();
    }
    pass.onBytes(at);
  }
  return utf8.ends();
}

class Utf8Check {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #pending = false;

  accepts(piece: Uint8Array): boolean {
    const ascii = isAscii(piece);
    if (ascii && !this.#pending) return true;
    this.#pending = !ascii;
    return this.#decode(piece, true);
  }

  ends(): boolean {
    return !this.#pending || this.#decode(new Uint8Array(), false);
  }

  #decode(piece: Uint8Array, stream: boolean): boolean {
    try {
      this.#decoder.decode(piece, { stream });
      return true;
    } catch {
      return false;
    }
  }
}

function isAscii(piece: Uint8Array): boolean {
  // Four bytes at a time: most exports are ASCII for long stretches, and then nothing is decoded.
  const aligned = piece.byteOffset % 4 === 0 ? piece.length - (piece.length % 4) : 0;
  const words = new Int32Array(piece.buffer, aligned > 0 ? piece.byteOffset : 0, aligned >> 2);
  let bits = 0;
  // Several times faster than `for of`, and than words without a sign.
  for (let at = 0, end = words.length; at < end; at++) bits |= words[at] as number;
  for (let at = aligned; at < piece.length; at++) bits |= piece[at] ?? 0;
  return (bits & 0x80808080) === 0;
}
