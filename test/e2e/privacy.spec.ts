import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serveSite } from '../../tools/site';
import { attacks, attackWorker, attempt } from './support/attacks';
import { dist, expect, test } from './support/app';
import { startForeignServer } from './support/foreign';

test('no request of a whole journey leaves the origin', async ({ app, page, context }) => {
  const requested: string[] = [];
  // Of the page, its workers and its service worker.
  context.on('request', (request) => requested.push(request.url()));
  await app.visit();
  await app.keptOffline();
  await app.openSample();
  await app.query('SELECT count(*) FROM orders');
  await page.evaluate(() => window.tenure.link());
  for (const cell of await page.locator('[data-cell]').all()) await cell.scrollIntoViewIfNeeded();
  await app.settled();
  await page.reload();
  await app.ready();

  const { origin } = new URL(app.address);
  const own = (address: string) => /^(?:data|blob):/.test(address) || new URL(address).origin === origin;
  expect(requested.length).toBeGreaterThan(10);
  expect(requested.some((address) => address.includes('duckdb-eh'))).toBe(true);
  expect(requested.filter((address) => !own(address))).toEqual([]);
});

/** Connection-Allowlist came with Chrome 152; without it these channels stay open, and the page says so. */
const needAllowlist = new Set(['window', 'navigation', 'rtc', 'preconnect']);

test.describe('a script that got into the page', () => {
  for (const headers of ['sent by the host', 'added by the service worker'] as const) {
    test(`gets nothing out, with the headers ${headers}`, async ({ page, browser }) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'tenure-attack-'));
      cpSync(dist, folder, { recursive: true });
      writeFileSync(path.join(folder, 'attack-worker.js'), attackWorker);
      const byWorker = headers === 'added by the service worker';
      const site = await serveSite(folder, { withoutHeaders: byWorker });
      const foreign = await startForeignServer();
      try {
        const hasAllowlist = Number(browser.version().split('.')[0]) >= 152;
        for (const name of Object.keys(attacks)) {
          // A script that the service worker does not know comes from the host, without any policy.
          if (byWorker && name === 'worker') continue;
          if (!hasAllowlist && needAllowlist.has(name)) continue;
          await page.goto(site.address);
          if (byWorker) {
            await page.evaluate(() => navigator.serviceWorker.ready);
            await page.reload();
          }
          await attempt(page, name, foreign);
          expect(foreign.seen, name).toEqual([]);
        }
      } finally {
        await foreign.close();
        await site.close();
        rmSync(folder, { recursive: true });
      }
    });
  }

  test('would get out of a page without them: the attacks are real', async ({ page, context }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tenure-control-'));
    writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Unprotected</title><p>Control</p>');
    writeFileSync(path.join(folder, 'attack-worker.js'), attackWorker);
    const site = await serveSite(folder, { withoutHeaders: true });
    const foreign = await startForeignServer();
    try {
      for (const name of Object.keys(attacks)) {
        foreign.seen.length = 0;
        await page.goto(site.address);
        await attempt(page, name, foreign);
        expect.soft(foreign.seen.length, name).toBeGreaterThan(0);
        for (const other of context.pages()) if (other !== page) await other.close();
      }
    } finally {
      await foreign.close();
      await site.close();
      rmSync(folder, { recursive: true });
    }
  });
});
