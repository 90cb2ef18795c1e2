import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { chromiumArgs, findChromium, installChromium } from '../../tools/chromium';
import type { RunningSite } from '../../tools/site';

/** A fresh profile on disk, as a visitor has it: the cache of a private window is too small for the engine. */
export async function withProfile<T>(run: (context: BrowserContext, page: Page) => Promise<T>): Promise<T> {
  const profile = mkdtempSync(path.join(tmpdir(), 'tenure-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? installChromium(),
    args: chromiumArgs,
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
  });
  try {
    return await run(context, context.pages()[0] ?? (await context.newPage()));
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

export interface Import {
  readonly rows: number;
  /** Milliseconds from the drop until the tables stand, and until every visible cell is painted. */
  readonly imported: number;
  readonly painted: number;
}

/** Opens the app afresh and drops a file on it, without the page's own handler: what is timed is called by hand. */
async function dropFile(page: Page, address: string, file: string): Promise<void> {
  await page.goto(address);
  await page.evaluate(() => window.tenure.ready);
  await page.evaluate(() => {
    document.addEventListener(
      'change',
      (event) => {
        event.stopImmediatePropagation();
        const input = event.target as HTMLInputElement;
        (window as Window & { dropped?: File[] }).dropped = [...(input.files ?? [])];
      },
      { capture: true, once: true },
    );
  });
  await page.getByTestId('file-input').setInputFiles(file);
}

/** Milliseconds to read a dropped file into staging, with its encoding, dialect, checks and hash. */
export async function timeCsvLoad(page: Page, address: string, file: string): Promise<number> {
  await dropFile(page, address, file);
  return page.evaluate(async () => {
    const [dropped] = (window as Window & { dropped?: File[] }).dropped ?? [];
    if (!dropped) throw new Error('Nothing was dropped');
    const start = performance.now();
    await window.tenure.inspect(dropped, { rows: 0 });
    return performance.now() - start;
  });
}

/** Drops a file on the page and times it there. */
export async function timeImport(page: Page, address: string, file: string): Promise<Import> {
  await dropFile(page, address, file);
  return page.evaluate(async () => {
    const { dropped = [] } = window as Window & { dropped?: File[] };
    const start = performance.now();
    const report = await window.tenure.open(dropped);
    const imported = performance.now() - start;
    await window.tenure.settled();
    // A frame after the frame that draws it.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return { rows: report.rows, imported, painted: performance.now() - start };
  });
}

/** Milliseconds of a query, as the page waits for it: the best of `times`. */
export function timeQuery(page: Page, sql: string, times: number): Promise<number> {
  return page.evaluate(
    async ({ text, count }) => {
      let best = Infinity;
      for (let i = 0; i < count; i++) {
        const start = performance.now();
        await window.tenure.query(text);
        best = Math.min(best, performance.now() - start);
      }
      return best;
    },
    { text: sql, count: times },
  );
}

/** Bytes that a first visit takes off the server, until the app can do without it, headers included. */
export function firstVisitBytes(site: RunningSite): Promise<number> {
  const sockets = new Set<{ readonly bytesWritten: number }>();
  site.server.on('connection', (socket) => sockets.add(socket));
  return withProfile(async (_context, page) => {
    await visitUntilKept(page, site.address);
    return [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, 0);
  });
}

/** Milliseconds from a reload without any server to the first answer of the engine. Ends the site. */
export function warmOfflineStart(site: RunningSite): Promise<number> {
  return withProfile(async (_context, page) => {
    await visitUntilKept(page, site.address);
    await site.close();
    let best = Infinity;
    for (let i = 0; i < 3; i++) {
      await page.reload({ waitUntil: 'commit' });
      await page.waitForFunction(() => 'tenure' in window);
      const milliseconds = await page.evaluate(async () => {
        await window.tenure.query('SELECT 1');
        // Since the navigation began.
        return performance.now();
      });
      best = Math.min(best, milliseconds);
    }
    return best;
  });
}

async function visitUntilKept(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.evaluate(async () => {
    await window.tenure.ready;
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}
