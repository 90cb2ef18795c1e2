import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Another origin that notes whoever reaches it, by TCP (a bare connection counts) or UDP. */
export interface ForeignServer {
  readonly origin: string;
  readonly stun: string;
  /** What arrived, e.g. `GET /fetch`, `connection`, `datagram`. */
  readonly seen: string[];
  /** A page of this origin's own, for the control experiment. */
  page: string;
  close(): Promise<void>;
}

export async function startForeignServer(): Promise<ForeignServer> {
  const seen: string[] = [];
  const state = { page: '' };
  const server = createServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response
      .writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/html' })
      .end(state.page);
  });
  server.on('connection', () => seen.push('connection'));
  const udp = createSocket('udp4').on('message', () => seen.push('datagram'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    stun: `stun:127.0.0.1:${String(udp.address().port)}`,
    seen,
    get page() {
      return state.page;
    },
    set page(content) {
      state.page = content;
    },
    close: () =>
      new Promise((resolve) => {
        udp.close();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
