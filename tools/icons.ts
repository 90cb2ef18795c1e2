/** `npm run icons`: draws the PNG icons from the SVG with Chromium. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { chromiumArgs, findChromium, installChromium } from './chromium.ts';

const folder = fileURLToPath(new URL('../public/icons/', import.meta.url));
const drawing = readFileSync(`${folder}icon.svg`, 'utf8');
const whole = 'svg { display: block; width: 100vw }';
// A system may cut a maskable icon to any shape around the middle four fifths.
const maskable = 'body { background: #0b6b5e } svg { display: block; width: 76vw; margin: 12vw }';
const icons = [
  { target: 'icon-192.png', size: 192, style: whole },
  { target: 'icon-512.png', size: 512, style: whole },
  { target: 'icon-maskable-512.png', size: 512, style: maskable },
];

const browser = await chromium.launch({
  executablePath: findChromium() ?? installChromium(),
  args: chromiumArgs,
});
for (const { target, size, style } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0; overflow: hidden } ${style}</style>${drawing}`);
  await page.screenshot({ path: folder + target, omitBackground: true });
  console.log(target);
}
await browser.close();
