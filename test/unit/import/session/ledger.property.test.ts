import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TestImport } from '../../../fixtures/importing';
import type { Policies } from '../../../../src/schema/policies';

const cell = (good: fc.Arbitrary<string>, bad: readonly string[]) =>
  fc.oneof({ weight: 8, arbitrary: good }, { weight: 1, arbitrary: fc.constantFrom(...bad) });

const row = fc.tuple(
  cell(
    fc.integer({ min: 1, max: 9 }).map((id) => `${String(536_360 + id)}`),
    ['', 'C536361', 'C999999'],
  ),
  cell(fc.constantFrom('A', 'B', 'C'), ['', 'a,"b"']),
  cell(fc.integer({ min: -3, max: 9 }).map(String), ['', 'many']),
  cell(
    fc.integer({ min: 1, max: 28 }).map((day) => `2025-01-${String(day).padStart(2, '0')} 10:00`),
    ['', 'soon'],
  ),
  cell(
    fc.integer({ min: 0, max: 9999 }).map((cents) => (cents / 100).toFixed(2)),
    ['', 'free'],
  ),
  cell(fc.constantFrom('17850', '13047'), ['']),
);

const policies: fc.Arbitrary<Partial<Policies>> = fc.record({
  cancelled: fc.constantFrom('exclude', 'net'),
  worthless: fc.constantFrom('exclude', 'keep'),
  anonymous: fc.constantFrom('exclude', 'keep'),
});

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

test('whatever the rows and policies, every row has one fate and the bridge closes', async () => {
  const shop = await TestImport.open();
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), policies, async (rows, chosen) => {
      await shop.session.clear();
      // One readable row, so that the file as a whole is never refused.
      const all = [['536365', 'A', '6', '2025-01-01 08:26', '2.55', '17850'], ...rows];
      const lines = all.map((cells) => cells.map(quoted).join(','));
      const file = `InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\n${lines.join('\n')}\n`;
      const report = await shop.load('property.csv', file, { policies: chosen });

      const counted = report.outcomes.reduce((sum, { rows: count }) => sum + count, 0);
      expect(counted).toBe(report.rows);
      expect(report.rows).toBe(all.length);
      const kept = report.outcomes.find(({ outcome }) => outcome === 'kept')?.rows ?? 0;
      const [ledger] = await shop.db.rows(
        'SELECT count(*) AS rows, count(DISTINCT line) AS lines FROM ledger',
      );
      expect(ledger).toEqual({ rows: all.length - kept, lines: all.length - kept });
      for (const { currency } of report.bridge.filter(({ step }) => step === 'net')) {
        const steps = report.bridge.filter((step) => step.currency === currency);
        const sum = steps.slice(0, -1).reduce((total, { amount }) => total + Math.round(amount * 1e4), 0);
        expect(sum).toBe(Math.round((steps.at(-1)?.amount ?? 0) * 1e4));
      }
    }),
    { numRuns: 25, seed: 20250101 },
  );
  await shop.close();
}, 120_000);
