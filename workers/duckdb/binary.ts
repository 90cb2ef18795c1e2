const wasmMagic = [0x00, 0x61, 0x73, 0x6d];

/** Milliseconds without a byte after which a download counts as broken. */
const stall = 30_000;

/** Fails a download that stands still; a slow one that moves may take its time. */
function watched(stop: AbortController): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let timer = setTimeout(() => {
    stop.abort();
  }, stall);
  return new TransformStream({
    transform(chunk, controller) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        stop.abort();
      }, stall);
      controller.enqueue(chunk);
    },
    flush() {
      clearTimeout(timer);
    },
  });
}

function startsLike(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

async function toBytes(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Fetches the compressed binary and inflates it, so that one path serves every host.
 * A host that adds `Content-Encoding: gzip` has it inflated on arrival: the first bytes tell.
 * @throws Error when the address does not answer with the binary
 */
export async function fetchBinary(url: string): Promise<Blob> {
  const stop = new AbortController();
  const response = await fetch(url, { signal: stop.signal });
  if (!response.ok || response.body === null) {
    throw new Error(`The engine's binary did not arrive: ${String(response.status)}`);
  }
  const bytes = await toBytes(response.body.pipeThrough(watched(stop)));
  const inflated = startsLike(bytes, wasmMagic)
    ? bytes
    : await toBytes(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')));
  if (!startsLike(inflated, wasmMagic)) throw new Error('The engine’s binary is not WebAssembly');
  return new Blob([inflated], { type: 'application/wasm' });
}
