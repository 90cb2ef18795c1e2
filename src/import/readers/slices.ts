import { TenureError } from '../../schema/errors';

/** What bounds a piece of reading: who asked may stop it, and the file that errors name. */
export interface Reading {
  readonly file: string;
  readonly signal: AbortSignal;
}

const pieceBytes = 4 * 1024 * 1024;

/** @throws TenureError `engine_cancelled` once the signal is aborted */
export function checkSignal(signal: AbortSignal): void {
  if (signal.aborted) throw new TenureError('engine_cancelled');
}

/** Names the file in the two refusals that browsers give for one that is no longer what was dropped. */
export function asFileError(error: unknown, file: string): unknown {
  if (!(error instanceof DOMException)) return error;
  if (error.name === 'NotFoundError') return new TenureError('file_vanished', { file }, error.message);
  if (error.name === 'NotReadableError') return new TenureError('file_changed', { file }, error.message);
  return error;
}

/** @throws TenureError `file_vanished`, `file_changed` */
export async function readBytes(
  blob: Blob,
  { file }: Pick<Reading, 'file'>,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    throw asFileError(error, file);
  }
}

/**
 * The bytes of a blob in order, in pieces; the next piece is asked for while one is worked on.
 * @throws TenureError `file_vanished`, `file_changed`, `engine_cancelled`
 */
export async function* slices(blob: Blob, reading: Reading): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const ask = (from: number) => readBytes(blob.slice(from, from + pieceBytes), reading);
  let next = ask(0);
  for (let at = 0; at < blob.size; at += pieceBytes) {
    checkSignal(reading.signal);
    const piece = await next;
    if (piece.length !== Math.min(pieceBytes, blob.size - at)) {
      throw new TenureError('file_changed', { file: reading.file });
    }
    if (at + pieceBytes < blob.size) {
      next = ask(at + pieceBytes);
      // Whoever stops early never awaits this piece: its refusal must not count as unhandled.
      next.catch(() => undefined);
    }
    yield piece;
  }
}
