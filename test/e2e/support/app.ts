import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { serveSite, type RunningSite, type SiteOptions } from '../../../tools/site';

export const dist = fileURLToPath(new URL('../../../dist', import.meta.url));

export type DroppedFile = string | { name: string; mimeType: string; buffer: Buffer };

/** The app in a tab, driven by its public handles: the console API, the file input and the cells' roots. */
export class App {
  constructor(
    readonly page: Page,
    readonly address: string,
  ) {}

  /** Opens the page and waits for its engine. */
  async visit(suffix = ''): Promise<void> {
    await this.page.goto(this.address + suffix);
    await this.ready();
  }

  async ready(): Promise<void> {
    await this.page.evaluate(() => window.tenure.ready);
  }

  async openSample(): Promise<void> {
    await this.page.getByRole('button', { name: 'Try the sample shop' }).click();
    await expect(this.cell('cohorts')).toBeVisible();
    await this.settled();
  }

  async drop(...files: DroppedFile[]): Promise<void> {
    const paths = files.filter((file) => typeof file === 'string');
    const made = files.filter((file) => typeof file !== 'string');
    await this.page.getByTestId('file-input').setInputFiles(paths.length > 0 ? paths : made);
  }

  /** Drops files that need no question, and waits for the report. */
  async load(...files: DroppedFile[]): Promise<void> {
    await this.drop(...files);
    await expect(this.cell('cohorts')).toBeVisible({ timeout: 60_000 });
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.page.evaluate(() => window.tenure.settled());
  }

  query(sql: string): Promise<Record<string, unknown>[]> {
    return this.page.evaluate((text) => window.tenure.query(text), sql);
  }

  cell(kind: string): Locator {
    return this.page.locator(`[data-cell="${kind}"]`).first();
  }

  /** Until everything is on the device and the service worker answers for the page. */
  async keptOffline(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller) return;
      await new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
      });
    });
  }
}

interface Fixtures {
  siteOptions: SiteOptions;
  site: RunningSite;
  app: App;
  /** Fails the test on any error that reaches the console. */
  quietConsole: readonly string[];
}

export const test = base.extend<Fixtures>({
  siteOptions: [{}, { option: true }],
  site: async ({ siteOptions }, use) => {
    if (!existsSync(dist)) throw new Error('There is no dist/: run `npm run build` first');
    const site = await serveSite(dist, siteOptions);
    await use(site);
    await site.close();
  },
  app: async ({ page, site }, use) => {
    await use(new App(page, site.address));
  },
  quietConsole: async ({ page }, use) => {
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    await use(errors);
    expect(errors).toEqual([]);
  },
});

export { expect };
