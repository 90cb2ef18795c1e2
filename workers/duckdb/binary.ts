import { decoderUrl } from 'virtual:engine-asset';
import { brotliDecoder } from './brotli';
import { drop, isKept, keep, wasmType } from './kept-binary';

type Bytes = Uint8Array<ArrayBuffer>;

/** WebAssembly begins with a zero, and neither gzip nor our Brotli does. */
const wasmMagic = 0;

/**
 * Fetches DuckDB's binary, which is one compressed file for every host, and compiles it while it streams in. The
 * inflated copy that a first start keeps is compiled as it is.
 * @param alive is called as long as bytes come in
 */
export async function compileBinary(url: string, alive: () => void): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!isKept(response)) return compileFile(url, response, alive);
  try {
    return await WebAssembly.compileStreaming(response);
  } catch {
    // Storage can go bad. The file itself is still there.
    await drop(url);
    return compileFile(url, await fetch(url), alive);
  }
}

async function compileFile(
  url: string,
  { ok, status, body }: Response,
  alive: () => void,
): Promise<WebAssembly.Module> {
  if (!ok || body === null) throw new Error(`The engine's binary did not arrive: ${String(status)}`);
  const stream = await inflated(body.pipeThrough(noticed(alive)), unbrotli);
  const binary = new Response(stream, { headers: { 'Content-Type': wasmType } });
  const copy = binary.clone();
  const module = await WebAssembly.compileStreaming(binary);
  // Nobody waits for it, and without it the next start is as this one.
  keep(url, copy).catch(() => undefined);
  return module;
}

const noticed = (alive: () => void): TransformStream<Bytes, Bytes> =>
  new TransformStream({
    transform(chunk, controller) {
      alive();
      controller.enqueue(chunk);
    },
  });

/** A host that adds `Content-Encoding` has inflated it already. */
async function inflated(
  stream: ReadableStream<Bytes>,
  inflater: () => Promise<ReadableWritablePair<Bytes, BufferSource>>,
): Promise<ReadableStream<Bytes>> {
  const [probe, whole] = stream.tee();
  const reader = probe.getReader();
  const { value } = await reader.read();
  void reader.cancel();
  return value?.[0] === wasmMagic ? whole : whole.pipeThrough(await inflater());
}

/** The decoder itself is small, and comes by what the browser knows. */
async function unbrotli(): Promise<TransformStream<Bytes, Bytes>> {
  const { body } = await fetch(decoderUrl);
  if (body === null) throw new Error('The engine’s decoder did not arrive');
  const stream = await inflated(body, () => Promise.resolve(new DecompressionStream('gzip')));
  return brotliDecoder(
    await WebAssembly.compileStreaming(new Response(stream, { headers: { 'Content-Type': wasmType } })),
  );
}
