import { TenureError } from '../../schema/errors';
import { checkSignal, slices, type Reading } from './slices';

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** `orders.csv.gz` holds `orders.csv`. */
export const nameInside = (name: string): string => name.replace(/\.gz$/i, '');

/**
 * The content of a gzip file. The browser keeps a large blob out of this worker's memory.
 * @param onBytes is told how many compressed bytes were taken so far
 * @throws TenureError `file_gzip_broken`, `file_vanished`, `file_changed`, `engine_cancelled`
 */
export async function inflate(file: Blob, reading: Reading, onBytes: (bytes: number) => void): Promise<Blob> {
  const inflater = new DecompressionStream('gzip');
  const feeding = feed(file, reading, inflater.writable, onBytes);
  // Awaited below, after the reader has met the same refusal.
  feeding.catch(() => undefined);
  const parts: Blob[] = [];
  try {
    for await (const part of readAll(inflater.readable)) {
      checkSignal(reading.signal);
      parts.push(new Blob([part]));
    }
    await feeding;
  } catch (error) {
    const cause = await feeding.then(
      () => error,
      (fed: unknown) => fed,
    );
    if (cause instanceof TenureError) throw cause;
    throw new TenureError('file_gzip_broken', { file: reading.file }, String(error));
  }
  return new Blob(parts);
}

async function feed(
  file: Blob,
  reading: Reading,
  into: WritableStream<BufferSource>,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const writer = into.getWriter();
  try {
    let bytes = 0;
    for await (const piece of slices(file, reading)) {
      await writer.write(piece);
      onBytes((bytes += piece.length));
    }
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    throw error;
  }
}

/** Pieces of at least a megabyte: a blob of many small parts is slow to read. */
async function* readAll(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const enough = 1024 * 1024;
  let held: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const take = (): Uint8Array<ArrayBuffer> => {
    const whole = new Uint8Array(bytes);
    let at = 0;
    for (const piece of held) {
      whole.set(piece, at);
      at += piece.length;
    }
    held = [];
    bytes = 0;
    return whole;
  };
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    held.push(value);
    bytes += value.length;
    if (bytes >= enough) yield take();
  }
  if (bytes > 0) yield take();
}
