/**
 * Keeps the whole product on the device and answers from there, with the security headers that a static host may not
 * send. A new version waits until the page asks for it, so that no open notebook changes under its reader.
 */
import { clientsClaim } from 'workbox-core';
import type { WorkboxPlugin } from 'workbox-core/types';
import { addPlugins, cleanupOutdatedCaches, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { headersFor } from '../tools/headers';
import { findKept, isKept } from './duckdb/kept-binary';

// The parts of the service worker's global scope that are used: its whole library contradicts the page's.
declare const self: {
  readonly __WB_MANIFEST: readonly (PrecacheEntry | string)[];
  skipWaiting(): Promise<void>;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
};
/** Hashes of the figures' style sheets, known when the site is built. */
declare const __STYLE_HASHES__: readonly string[];

const secured: WorkboxPlugin = {
  handlerWillRespond: ({ request, response }) =>
    // A response made anew would not bring its compiled code; a binary needs no policy.
    Promise.resolve(isKept(response) ? response : withHeaders(request, response)),
};

const inflated: WorkboxPlugin = {
  cachedResponseWillBeUsed: async ({ request, cachedResponse }) =>
    cachedResponse && request.url.endsWith('.bin')
      ? ((await findKept(request.url)) ?? cachedResponse)
      : cachedResponse,
};

function withHeaders(request: Request, response: Response): Response {
  const pathname = request.mode === 'navigate' ? '/' : new URL(request.url).pathname;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(headersFor(pathname, __STYLE_HASHES__)))
    headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

addPlugins([secured, inflated]);
// The page answers to its address with any query (`?action=sample`), so that no visit needs the network.
precacheAndRoute([...self.__WB_MANIFEST], { ignoreURLParametersMatching: [/./] });
cleanupOutdatedCaches();

// The first visit needs no reload to be governed by the headers above; a later version still waits.
clientsClaim();

self.addEventListener('message', (event) => {
  if (isSkipWaiting(event.data)) void self.skipWaiting();
});

const isSkipWaiting = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING';
