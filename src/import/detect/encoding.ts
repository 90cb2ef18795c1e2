import type { Encoding } from '../types';

const startsWith = (head: Uint8Array, ...bytes: number[]): boolean =>
  bytes.every((byte, index) => head[index] === byte);

/** What the first bytes say. `utf-8` stands until a byte denies it: only the whole file can prove it. */
export function guessEncoding(head: Uint8Array): Encoding {
  if (startsWith(head, 0xef, 0xbb, 0xbf)) return 'utf-8-bom';
  if (startsWith(head, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(head, 0xfe, 0xff)) return 'utf-16be';
  const wide = guessWide(head);
  if (wide) return wide;
  return isUtf8(head) ? 'utf-8' : guessNarrow(head);
}

/** UTF-16 without a mark: in the Latin scripts every other byte is NUL. */
function guessWide(head: Uint8Array): Encoding | null {
  const pairs = Math.min(head.length, 4096) >> 1;
  let even = 0;
  let odd = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (head[2 * pair] === 0) even++;
    if (head[2 * pair + 1] === 0) odd++;
  }
  if (pairs === 0) return null;
  if (odd > pairs * 0.4 && even < pairs * 0.05) return 'utf-16le';
  if (even > pairs * 0.4 && odd < pairs * 0.05) return 'utf-16be';
  return null;
}

function isUtf8(head: Uint8Array): boolean {
  try {
    // A character cut by the end of the sample is no fault: hence `stream`.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Windows-1252, unless the file has a byte that it leaves empty. */
export function guessNarrow(bytes: Uint8Array): Encoding {
  return [0x81, 0x8d, 0x8f, 0x90, 0x9d].some((byte) => bytes.includes(byte)) ? 'iso-8859-1' : 'windows-1252';
}
