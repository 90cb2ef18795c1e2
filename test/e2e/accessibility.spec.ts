import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/app';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the first screen and the notebook pass axe', async ({ app, page }) => {
      await app.visit();
      expect(await page.locator('html').getAttribute('data-theme')).toBe(colorScheme);
      expect(await violationsOf(page)).toEqual([]);
      await app.openSample();
      expect(await violationsOf(page)).toEqual([]);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  for (const locale of ['en', 'es', 'it']) {
    test.describe(locale, () => {
      test.use({ locale });

      test('nothing is wider than the screen', async ({ app, page }) => {
        const overflow = () =>
          page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        await app.visit();
        expect(await overflow()).toBe(0);
        await page.goto(`${app.address}?action=sample`);
        await expect(app.cell('cohorts')).toBeVisible({ timeout: 60_000 });
        await app.settled();
        expect(await overflow()).toBe(0);
      });
    });
  }
});

test('the sample shop opens by keyboard alone', async ({ app, page }) => {
  await app.visit();
  const name = async () => page.evaluate(() => document.activeElement?.textContent?.trim());
  for (let i = 0; i < 20 && (await name()) !== 'Try the sample shop'; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(app.cell('cohorts')).toBeVisible({ timeout: 60_000 });
});
