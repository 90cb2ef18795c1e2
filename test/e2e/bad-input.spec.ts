import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { App } from './support/app';
import { expect, test } from './support/app';

const header = 'order_id,customer_id,ordered_at,currency,quantity,unit_price\n';
const row = (id: number) =>
  `${String(id)},c${String(id % 7)},2026-01-${String((id % 28) + 1).padStart(2, '0')},EUR,1,10.00\n`;
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index + 1)).join('');

const file = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.isBuffer(content) ? content : Buffer.from(content),
});

/** Each file, the error's code, and words that its sentence must hold. */
const bad = [
  { what: 'an empty file', code: 'file_empty', content: file('empty.csv', '') },
  {
    what: 'a binary file',
    code: 'file_binary',
    content: file('photo.csv', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256))),
  },
  {
    what: 'a PDF renamed',
    code: 'file_pdf',
    content: file('report.csv', '%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n'),
  },
  { what: 'a header without rows', code: 'file_no_rows', content: file('header.csv', header) },
  {
    what: 'dates that cannot be read',
    code: 'file_dates_unreadable',
    content: file('dates.csv', header + '1,c1,soon,EUR,1,10.00\n2,c2,later,EUR,1,12.00\n'),
  },
  {
    what: 'amounts that cannot be read',
    code: 'file_amounts_unreadable',
    content: file('amounts.csv', header + '1,c1,2026-01-01,EUR,1,cheap\n2,c2,2026-01-02,EUR,1,dear\n'),
  },
  {
    what: 'a file cut inside a quoted cell',
    code: 'file_cut_in_quotes',
    content: file(
      'cut.csv',
      header + rows(20).replaceAll('EUR', '"EUR"') + '21,c3,2026-01-02,"EUR,1,10.00\n',
    ),
  },
  {
    what: 'a broken gzip',
    code: 'file_gzip_broken',
    content: file('broken.csv.gz', gzipSync(header + rows(5000)).subarray(0, 400)),
  },
  {
    what: 'a million columns',
    code: 'file_too_many_columns',
    content: file('wide.csv', `${'a,'.repeat(1_000_000)}a\n${'1,'.repeat(1_000_000)}1\n`),
  },
] as const;

async function failureOf(app: App, code: string): Promise<string> {
  const failure = app.page.locator(`[data-error="${code}"]`).first();
  await expect(failure).toBeVisible({ timeout: 60_000 });
  return failure.locator('p').first().innerText();
}

test('each bad file ends in one sentence, and the app goes on', async ({ app, page }) => {
  await app.visit();
  for (const { what, code, content } of bad) {
    await test.step(what, async () => {
      await app.drop(content);
      const sentence = await failureOf(app, code);
      expect(sentence).toContain(content.name);
      expect(sentence).toMatch(/[.!?]$/);
      await page.locator(`[data-error="${code}"] button`).first().click();
      await expect(page.locator(`[data-error="${code}"]`)).toHaveCount(0);
    });
  }
  await app.load(file('good.csv', header + rows(200)));
  const [count] = await app.query('SELECT count(*)::INTEGER AS orders FROM orders');
  expect(count?.['orders']).toBe(200);
});

test('a bad file harms nothing that was loaded before', async ({ app }) => {
  await app.visit();
  await app.load(file('good.csv', header + rows(200)));
  for (const { code, content } of bad.slice(0, 4)) {
    await app.drop(content);
    await failureOf(app, code);
  }
  await app.settled();
  await expect(app.cell('cohorts')).toBeVisible();
  const [count] = await app.query('SELECT count(*)::INTEGER AS orders FROM orders');
  expect(count?.['orders']).toBe(200);
});

test('the same file twice is refused, and counted once', async ({ app }) => {
  await app.visit();
  const content = file('good.csv', header + rows(200));
  await app.load(content);
  await app.drop(content);
  expect(await failureOf(app, 'file_same_twice')).toContain('good.csv');
  const [count] = await app.query('SELECT count(*)::INTEGER AS orders FROM orders');
  expect(count?.['orders']).toBe(200);
});

test('a file that changes or vanishes after it was chosen is named', async ({ app, page }, testInfo) => {
  await app.visit();
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'chosen';
    document.body.append(input);
  });
  const spoilings = [
    { name: 'changing.csv', code: 'file_changed', spoil: (path: string) => appendFileSync(path, rows(1)) },
    { name: 'vanishing.csv', code: 'file_vanished', spoil: (path: string) => rmSync(path) },
  ];
  for (const { name, code, spoil } of spoilings) {
    const path = testInfo.outputPath(name);
    writeFileSync(path, header + rows(200));
    await page.setInputFiles('#chosen', path);
    spoil(path);
    await page.evaluate(async () => {
      const files = document.querySelector<HTMLInputElement>('#chosen')?.files ?? [];
      await window.tenure.open([...files]).catch(() => undefined);
    });
    expect(await failureOf(app, code)).toContain(name);
  }
});
