import type { Encoding } from '../types';
import { slices, type Reading } from './slices';

/** The length of the mark that begins a file of this encoding, where it has one. */
const bom: Partial<Record<Encoding, readonly number[]>> = {
  'utf-8-bom': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
};

export function bomLength(head: Uint8Array, encoding: Encoding): number {
  const mark = bom[encoding] ?? [];
  return mark.every((byte, index) => head[index] === byte) ? mark.length : 0;
}

/**
 * A file of another encoding as UTF-8. Bytes that the encoding does not know become U+FFFD.
 * @param onPiece sees the original bytes, in order
 */
export async function transcode(
  file: Blob,
  encoding: Encoding,
  reading: Reading,
  onPiece: (piece: Uint8Array<ArrayBuffer>) => void,
): Promise<Blob> {
  const decode = decoder(encoding);
  const encoder = new TextEncoder();
  const parts: Blob[] = [];
  for await (const piece of slices(file, reading)) {
    onPiece(piece);
    parts.push(new Blob([encoder.encode(decode(piece, true))]));
  }
  parts.push(new Blob([encoder.encode(decode(new Uint8Array(), false))]));
  return new Blob(parts);
}

function decoder(encoding: Encoding): (piece: Uint8Array, more: boolean) => string {
  // The web's `iso-8859-1` is windows-1252, which is why the real one is done by hand.
  if (encoding === 'iso-8859-1') return latin1;
  const text = new TextDecoder(encoding === 'utf-8-bom' ? 'utf-8' : encoding);
  return (piece, more) => text.decode(piece, { stream: more });
}

function latin1(piece: Uint8Array): string {
  const step = 8192;
  let text = '';
  for (let at = 0; at < piece.length; at += step) {
    text += String.fromCharCode(...piece.subarray(at, at + step));
  }
  return text;
}
