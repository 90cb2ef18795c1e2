import { readFileSync } from 'node:fs';
import { expect, test } from './support/app';

const messages = (locale: string, area: string) =>
  JSON.parse(
    readFileSync(new URL(`../../src/i18n/messages/${locale}/${area}.json`, import.meta.url), 'utf8'),
  ) as Record<string, string>;

for (const [locale, tag] of [
  ['en', 'en-GB'],
  ['es', 'es-ES'],
  ['it', 'it-IT'],
] as const) {
  test.describe(locale, () => {
    test.use({ locale: tag });

    test('speaks the reader’s language from the first screen on', async ({ app, page }) => {
      await app.visit();
      expect(await page.locator('html').getAttribute('lang')).toBe(locale);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        messages(locale, 'intake')['intake_title'] ?? '',
      );
      await page.getByRole('button', { name: messages(locale, 'intake')['intake_sample'] ?? '' }).click();
      await expect(app.cell('cohorts')).toBeVisible({ timeout: 60_000 });
      await app.settled();
      const title = messages(locale, 'cohorts')['cohorts_title'] ?? '';
      await expect(app.cell('cohorts').getByRole('heading').first()).toHaveText(title);
    });
  });
}

test('the language changes without a reload, and is kept', async ({ app, page }) => {
  await app.visit();
  await page.getByRole('combobox').first().selectOption('it');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    messages('it', 'intake')['intake_title'] ?? '',
  );
  await app.visit();
  expect(await page.locator('html').getAttribute('lang')).toBe('it');
});
