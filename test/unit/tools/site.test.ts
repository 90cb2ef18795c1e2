import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveSite, type RunningSite } from '../../../tools/site';

describe('the site server', () => {
  const parent = mkdtempSync(path.join(tmpdir(), 'tenure-site-'));
  const folder = path.join(parent, 'dist');
  let site: RunningSite;

  beforeAll(async () => {
    mkdirSync(folder);
    writeFileSync(path.join(parent, 'secret.txt'), 'outside');
    writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Tenure</title>');
    writeFileSync(path.join(folder, 'orders.csv.gz'), Uint8Array.of(31, 139, 8));
    site = await serveSite(folder, { base: '/some/folder/' });
  });
  afterAll(async () => {
    await site.close();
    rmSync(parent, { recursive: true });
  });

  /** `fetch` would tidy the path up before it asks. */
  const statusOf = (rawPath: string, method = 'GET') =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(site.address);
      request({ host: 'localhost', port, path: rawPath, method }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });

  test('serves the page with its headers', async () => {
    const response = await fetch(site.address);
    expect(await response.text()).toContain('Tenure');
    expect(response.headers.get('connection-allowlist')).toBe('(response-origin)');
    expect(response.headers.get('content-encoding')).toBe('gzip');
  });

  test('sends a compressed file as it is, so that its reader inflates it', async () => {
    const response = await fetch(`${site.address}orders.csv.gz`);
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(31, 139, 8));
  });

  test('answers 304 to whoever has it', async () => {
    const etag = (await fetch(site.address)).headers.get('etag') ?? '';
    const again = await fetch(site.address, { headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
  });

  test.each([
    ['/', 404],
    ['/some/folder/missing.js', 404],
    ['/some/folder/../secret.txt', 404],
    ['/some/folder/..%2fsecret.txt', 404],
    ['/some/folder/%2e%2e/secret.txt', 404],
    ['/some/folder/%zz', 404],
  ])('%s: %i', async (rawPath, status) => {
    expect(await statusOf(rawPath)).toBe(status);
  });

  test('takes no other method', async () => {
    expect(await statusOf('/some/folder/', 'POST')).toBe(405);
  });
});
