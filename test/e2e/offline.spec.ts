import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serveSite } from '../../tools/site';
import { App, dist, expect, test } from './support/app';

for (const [where, siteOptions] of [
  ['at the root', {}],
  ['in a subfolder', { base: '/some/sub/' }],
  ['in a subfolder of a host without headers', { base: '/some/sub/', withoutHeaders: true }],
] as const) {
  test.describe(where, () => {
    test.use({ siteOptions });

    test('after one visit the whole product works with the server stopped', async ({ app, page, site }) => {
      await app.visit();
      await app.keptOffline();
      await site.close();

      const response = await page.reload();
      expect(response?.fromServiceWorker()).toBe(true);
      const headers = response?.headers() ?? {};
      expect(headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
      expect(headers['connection-allowlist']).toBe('(response-origin)');
      await app.ready();
      await app.openSample();
      await expect(app.cell('clv').locator('table, svg').first()).toBeVisible();
      const [row] = await app.query('SELECT count(*)::INTEGER AS customers FROM customers');
      expect(row?.['customers']).toBeGreaterThan(3_800);
    });
  });
}

test.describe('on a host without headers', () => {
  test.use({ siteOptions: { withoutHeaders: true } });

  test('no worker starts before the service worker can give it a policy', async ({ app, page }) => {
    const policies: (string | undefined)[] = [];
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (/\/(?:engine|duckdb-eh-worker)-[^/]+\.js$/.test(pathname) && response.fromServiceWorker()) {
        policies.push(response.headers()['content-security-policy']);
      }
    });
    await app.visit();
    expect(policies.length).toBeGreaterThan(0);
    expect(policies.every((policy) => policy?.includes("default-src 'none'"))).toBe(true);
  });
});

test('later starts take the inflated engine from the device, unless it went bad there', async ({
  app,
  page,
}) => {
  const types: (string | undefined)[] = [];
  page.on('response', (response) => {
    if (/duckdb-eh-[^/]+\.bin$/.test(response.url()) && response.fromServiceWorker()) {
      types.push(response.headers()['content-type']);
    }
  });
  const kept = () =>
    page.evaluate(async () => (await (await caches.open('engine')).keys()).map(({ url }) => url));
  await app.visit();
  await app.keptOffline();
  await expect.poll(kept).toEqual([expect.stringMatching(/\.bin$/)]);
  types.length = 0;
  await page.reload();
  await app.ready();
  expect(types).toEqual(['application/wasm']);

  await page.evaluate(async () => {
    const cache = await caches.open('engine');
    const headers = { 'Content-Type': 'application/wasm' };
    for (const request of await cache.keys()) await cache.put(request, new Response('bad', { headers }));
  });
  await page.reload();
  await app.ready();
  expect(types.slice(1)).toEqual(['application/wasm', 'application/octet-stream']);
});

test('a new version is offered and waits for a yes', async ({ page }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tenure-update-'));
  cpSync(dist, folder, { recursive: true });
  const site = await serveSite(folder);
  const app = new App(page, site.address);
  try {
    await app.visit();
    await app.keptOffline();
    await app.openSample();

    const index = path.join(folder, 'index.html');
    writeFileSync(index, readFileSync(index, 'utf8').replace('<title>Tenure', '<title>Newer Tenure'));
    const script = path.join(folder, 'service-worker.js');
    writeFileSync(script, readFileSync(script, 'utf8').replace(/("revision":")\w{8}/, '$1deadbeef'));
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());

    const offer = page.getByRole('button', { name: 'Reload' });
    await expect(offer).toBeVisible();
    // Nothing changed under the reader.
    await expect(app.cell('cohorts')).toBeVisible();
    const waiting = () => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
    expect(await waiting()).toBe(true);

    await Promise.all([page.waitForEvent('load'), offer.click()]);
    await app.ready();
    expect(await waiting()).toBe(false);
  } finally {
    await site.close();
    rmSync(folder, { recursive: true });
  }
});

test('the manifest has what an installation needs', async ({ app, page }) => {
  await page.goto(app.address);
  const href = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifestUrl = new URL(href ?? '', app.address).href;
  const manifest = (await (await fetch(manifestUrl)).json()) as {
    icons: { src: string; sizes: string; purpose?: string }[];
    screenshots: { src: string; form_factor: string }[];
    shortcuts: unknown[];
    file_handlers: { accept: Record<string, string[]> }[];
  };
  expect(manifest.icons.map((icon) => icon.sizes)).toEqual(['192x192', '512x512', '512x512', 'any']);
  expect(manifest.icons.some((icon) => icon.purpose === 'maskable')).toBe(true);
  expect(manifest.screenshots.map((each) => each.form_factor).sort()).toEqual(['narrow', 'wide']);
  expect(manifest.shortcuts).toHaveLength(2);
  const endings = manifest.file_handlers.flatMap((handler) => Object.values(handler.accept).flat());
  expect(endings).toEqual(expect.arrayContaining(['.csv', '.tsv', '.txt']));
  for (const { src } of [...manifest.icons, ...manifest.screenshots]) {
    expect((await fetch(new URL(src, manifestUrl))).status, src).toBe(200);
  }
});
