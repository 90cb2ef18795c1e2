/** `npm run screenshots`: the pictures of the README and the manifest, from the built app with the sample shop. */
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { chromiumArgs, findChromium, installChromium } from './chromium.ts';
import { serveSite } from './site.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const wide = { width: 1280, height: 800 };
const narrow = { width: 390, height: 844 };
/** `cell` is brought below the bar; without one, the top of the page is shown. */
const pictures = [
  { name: 'first', size: wide, sample: false, cell: undefined },
  { name: 'wide', size: wide, sample: true, cell: 'cohorts' },
  { name: 'clv', size: wide, sample: true, cell: 'clv' },
  { name: 'narrow', size: narrow, sample: true, cell: 'key-figures' },
] as const;

const site = await serveSite(`${root}dist`);
const browser = await chromium.launch({
  executablePath: findChromium() ?? installChromium(),
  args: chromiumArgs,
});
for (const colorScheme of ['light', 'dark'] as const) {
  for (const { name, size, sample, cell } of pictures) {
    const page = await browser.newPage({
      viewport: size,
      colorScheme,
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    await page.goto(`${site.address}${sample ? '?action=sample' : ''}`);
    if (cell !== undefined) {
      const target = page.locator(`[data-cell="${cell}"]`);
      await target.waitFor();
      await page.evaluate(() => window.tenure.settled());
      await target.evaluate((element) => {
        scrollTo({ top: element.getBoundingClientRect().top + scrollY - 72 });
      });
    }
    // Let notices that come once go.
    await page.waitForTimeout(8_000);
    await page.screenshot({ path: `${root}public/screenshots/${name}-${colorScheme}.png` });
    console.log(`${name}-${colorScheme}.png`);
    await page.close();
  }
}
await browser.close();
await site.close();
