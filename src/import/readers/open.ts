import { TenureError } from '../../schema/errors';
import type { Encoding } from '../types';
import { refuseForeign } from '../detect/content';
import { guessEncoding } from '../detect/encoding';
import { inflate, isGzip, nameInside } from './inflate';
import { readBytes, type Reading } from './slices';
import { bomLength, transcode } from './transcode';
import type { Sha256 } from './sha256';

/** What a file holds, before anything is made of it. */
export interface Content {
  /** Its own bytes, or what a `.gz` holds. */
  readonly bytes: Blob;
  readonly name: string;
  readonly head: Uint8Array<ArrayBuffer>;
}

const headBytes = 64 * 1024;

/**
 * Opens a file, inflates it if it is gzip, and refuses what is no text.
 * @throws TenureError `file_empty`, `file_pdf`, `file_spreadsheet`, `file_binary`, `file_gzip_broken`
 */
export async function openContent(
  file: File,
  reading: Reading,
  onBytes: (bytes: number) => void,
): Promise<Content> {
  const readHead = (blob: Blob) => readBytes(blob.slice(0, headBytes), reading);
  let bytes: Blob = file;
  let name = file.name;
  let head = await readHead(file);
  if (isGzip(head)) {
    bytes = await inflate(file, reading, onBytes);
    name = nameInside(name);
    head = await readHead(bytes);
  }
  if (bytes.size === 0) {
    // Chromium says of a file that was deleted that it has no bytes, until it is read.
    await readBytes(file, reading);
    throw new TenureError('file_empty', { file: reading.file });
  }
  refuseForeign(head, name);
  return { bytes, name, head };
}

export interface Text {
  /** UTF-8 without a mark. A plain file is not copied. */
  readonly blob: Blob;
  readonly encoding: Encoding;
  /** Whether the original bytes still have to be hashed, which is done while `blob` is read. */
  readonly unhashed: boolean;
}

/** @param encoding what is known by now; without it, the head tells */
export async function openText(
  { bytes, head }: Content,
  encoding: Encoding | null,
  hasher: Sha256,
  reading: Reading,
): Promise<Text> {
  const found = encoding ?? guessEncoding(head);
  const mark = bomLength(head, found);
  if (found === 'utf-8' || (found === 'utf-8-bom' && encoding === null)) {
    hasher.update(head.subarray(0, mark));
    return { blob: mark === 0 ? bytes : bytes.slice(mark), encoding: found, unhashed: true };
  }
  const blob = await transcode(bytes, found, reading, (piece) => hasher.update(piece));
  return { blob, encoding: found, unhashed: false };
}
