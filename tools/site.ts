/** A small static server for the built site, with its headers: for `npm start`, `vite preview`, tests and benchmarks. */
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { cacheControl, headersFor } from './headers.ts';
import { styleHashes } from './style-hashes.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.csv': 'text/csv; charset=utf-8',
  '.wasm': 'application/wasm',
};
const compressible = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.csv']);

export interface SiteOptions {
  /** Where the site stands, with slashes at both ends: `/` or `/some/folder/`. */
  readonly base?: string;
  /** A host that lets one set no headers, such as GitHub Pages. */
  readonly withoutHeaders?: boolean;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export function siteHandler(
  folder: string,
  { base = '/', withoutHeaders = false }: SiteOptions = {},
): Handler {
  const zipped = new Map<string, Buffer>();
  const styles = styleHashes();
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = fileOf(folder, base, pathname);
    if (file === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(file === undefined ? 404 : 405, { 'Content-Type': 'text/plain' });
      response.end(file === undefined ? 'Not found' : 'Method not allowed');
      return;
    }
    const { size, mtimeMs } = statSync(file);
    const etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
    const extension = path.extname(file);
    const headers: Record<string, string> = {
      'Content-Type': types[extension] ?? 'application/octet-stream',
      'Cache-Control': cacheControl(pathname),
      ETag: etag,
      ...(withoutHeaders ? {} : headersFor(pathname, styles)),
    };
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers).end();
      return;
    }
    const zip = compressible.has(extension) && String(request.headers['accept-encoding']).includes('gzip');
    if (!zip) {
      response.writeHead(200, { ...headers, 'Content-Length': String(size) });
      if (request.method === 'HEAD') response.end();
      else createReadStream(file).pipe(response);
      return;
    }
    const key = `${file}${etag}`;
    const body = zipped.get(key) ?? gzipSync(readFileSync(file));
    zipped.set(key, body);
    response.writeHead(200, {
      ...headers,
      'Content-Encoding': 'gzip',
      'Content-Length': String(body.length),
      Vary: 'Accept-Encoding',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

/** The file that stands for an address, or undefined; never one outside the folder. */
function fileOf(folder: string, base: string, pathname: string): string | undefined {
  if (!pathname.startsWith(base)) return undefined;
  let name: string;
  try {
    name = decodeURIComponent(pathname.slice(base.length));
  } catch {
    return undefined;
  }
  const file = path.resolve(folder, name === '' || name.endsWith('/') ? `${name}index.html` : name);
  if (!file.startsWith(path.resolve(folder) + path.sep)) return undefined;
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

export interface RunningSite {
  readonly address: string;
  readonly server: Server;
  close(): Promise<void>;
}

/** Serves a built site on this machine only. Port 0 takes any free one. */
export async function serveSite(
  folder: string,
  { port = 0, ...options }: SiteOptions & { port?: number } = {},
): Promise<RunningSite> {
  const server = createServer(siteHandler(folder, options));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${String(taken)}${options.base ?? '/'}`,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
