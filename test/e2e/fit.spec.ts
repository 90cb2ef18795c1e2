import { expect, test } from './support/app';

test('a model is fitted to the loaded orders from the console', async ({ app, page }) => {
  await app.visit();
  await app.openSample();
  const report = await page.evaluate(() => window.tenure.fit({ model: 'bg-nbd', timeUnit: 'day' }));
  const [counted] = await app.query('SELECT count(*)::INTEGER AS customers FROM customers');
  expect(report.converged).toBe(true);
  expect(report.customers).toBe(counted?.['customers']);
  if (!report.converged) return;
  expect(Object.keys(report.parameters)).toEqual(['r', 'alpha', 'a', 'b']);
  expect(Object.values(report.standardErrors).every((error) => error > 0)).toBe(true);
  expect(report.gradientNorm).toBeLessThan(1e-6);
  expect(report.spend.converged).toBe(true);
});

test('a fit that cannot be says why, and wrong options are told', async ({ app, page }) => {
  await app.visit();
  const once = Array.from(
    { length: 40 },
    (_, i) => `${String(i)},c${String(i)},2024-01-${String((i % 28) + 1).padStart(2, '0')}T10:00:00,1,10`,
  );
  await app.load({
    name: 'once.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['order_id,customer_id,ordered_at,quantity,unit_price', ...once].join('\n')),
  });
  const report = await page.evaluate(() => window.tenure.fit());
  expect(report).toMatchObject({ converged: false, refusal: 'no_repeat_buyers', customers: 40 });
  const refused = page.evaluate(() => window.tenure.fit({ timeUnit: 'fortnight' as 'day' }));
  await expect(refused).rejects.toThrow(/timeUnit/);
});

test('a fit with covariates tells what each channel changes', async ({ app, page }) => {
  await app.visit();
  await app.openSample();
  const report = await page.evaluate(() =>
    window.tenure.fit({ model: 'mbg-nbd', covariates: ['first_channel'] }),
  );
  const { covariates } = report;
  expect(covariates?.converged).toBe(true);
  if (!covariates?.converged) return;
  expect(covariates.coefficients.length).toBeGreaterThan(2);
  expect(covariates.coefficients.every(({ standardError }) => standardError > 0)).toBe(true);
});
