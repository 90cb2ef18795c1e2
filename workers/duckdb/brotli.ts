import init, { BrotliDecStream, BrotliStreamResultCode } from 'brotli-dec-wasm/web';

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes that the decoder gives at a time. */
const outputBytes = 1024 * 1024;

/**
 * Inflates Brotli, which Chromium's own `DecompressionStream` does not know.
 * @param decoder the library's WebAssembly
 */
export async function brotliDecoder(decoder: WebAssembly.Module): Promise<TransformStream<Bytes, Bytes>> {
  await init({ module_or_path: decoder });
  const stream = new BrotliDecStream();
  let ended = false;
  return new TransformStream({
    transform(chunk, controller) {
      let rest: Uint8Array = chunk;
      let code = BrotliStreamResultCode.NeedsMoreOutput;
      while (code === BrotliStreamResultCode.NeedsMoreOutput) {
        const result = stream.dec(rest, outputBytes);
        ({ code } = result);
        rest = rest.subarray(result.input_offset);
        if (result.buf.length > 0) controller.enqueue(new Uint8Array(result.buf));
        result.free();
      }
      ended = code === BrotliStreamResultCode.ResultSuccess;
    },
    flush() {
      stream.free();
      if (!ended) throw new Error('The engine’s binary is cut');
    },
  });
}
