/**
 * The engine's binary, inflated, as a first start leaves it on the device: spares later starts the inflating. Chromium
 * keeps compiled code only of a response that a service worker takes from storage and hands on unchanged, so these
 * go through it, and spare most of the compiling too.
 */
const cacheName = 'engine';
/** Streaming compilation asks for exactly this. */
export const wasmType = 'application/wasm';

// Pages that are not secure contexts have no such storage; private windows may refuse it.
const openCache = async (): Promise<Cache | undefined> =>
  'caches' in globalThis ? caches.open(cacheName).catch(() => undefined) : undefined;

export const findKept = async (url: string): Promise<Response | undefined> => (await openCache())?.match(url);

export const isKept = ({ headers }: Response): boolean => headers.get('Content-Type') === wasmType;

/** Keeps this binary and no other. */
export async function keep(url: string, binary: Response): Promise<void> {
  const cache = await openCache();
  await cache?.put(url, binary);
  for (const request of (await cache?.keys()) ?? []) if (request.url !== url) await cache?.delete(request);
}

export async function drop(url: string): Promise<void> {
  await (await openCache())?.delete(url);
}
