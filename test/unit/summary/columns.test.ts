import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { locales, setLocale } from '../../../src/i18n/locale.svelte';
import { clauseSql } from '../../../src/filter/sql';
import { summaryColumn, summaryColumns, type SummaryKind } from '../../../src/summary/columns';
import { deriveSummary, openEmpty } from '../../fixtures/cells';
import type { NativeDatabase } from '../../fixtures/native-database';

let database: NativeDatabase;
let types: Map<string, string>;

beforeAll(async () => {
  database = await openEmpty();
  await deriveSummary(database, { currency: 'EUR', asOf: new Date('2026-01-01T00:00:00Z') });
  const rows = await database.rows<{ column_name: string; column_type: string }>(
    'SELECT column_name, column_type FROM (DESCRIBE derived.customer_summary)',
  );
  types = new Map(rows.map(({ column_name, column_type }) => [column_name, column_type]));
});
afterAll(() => database.close());

const typesOf: Readonly<Record<SummaryKind, RegExp>> = {
  text: /^VARCHAR$/,
  integer: /^(BIGINT|HUGEINT)$/,
  number: /^DOUBLE$/,
  money: /^(DECIMAL\(18,4\)|DOUBLE)$/,
  percent: /^DOUBLE$/,
  date: /^TIMESTAMP$/,
  days: /^(BIGINT|INTEGER|DOUBLE)$/,
  boolean: /^BOOLEAN$/,
  score: /^(TINYINT|INTEGER)$/,
};

describe('the catalogue of the customer summary', () => {
  test('names every column of the table, each once', () => {
    expect(summaryColumns.map(({ name }) => name).sort()).toEqual([...types.keys()].sort());
  });

  test('says of each what the database holds', () => {
    const wrong = summaryColumns.filter(({ name, kind }) => !typesOf[kind].test(types.get(name) ?? ''));
    expect(wrong.map(({ name, kind }) => `${name}: ${kind} is ${types.get(name) ?? 'absent'}`)).toEqual([]);
  });

  test('finds a column by its name', () => {
    expect(summaryColumn('margin')).toMatchObject({ kind: 'money', needs: 'costs', of: 'customer' });
    expect(summaryColumn('segment_vip')).toBeUndefined();
  });

  test('a filter reads every moment as one', () => {
    const bounds = { type: 'interval', source: 'test', low: 0, high: 1 } as const;
    const dates = summaryColumns.filter(({ name }) =>
      clauseSql({ ...bounds, column: name }).includes('TIMESTAMP'),
    );
    expect(dates.map(({ kind }) => kind)).toEqual(['date', 'date', 'date', 'date']);
  });

  test.each(locales)('has a label and a sentence for each column in %s', async (locale) => {
    await setLocale(locale);
    const words = summaryColumns.map(({ name, label, explanation }) => ({
      name,
      label: label(),
      said: explanation(),
    }));
    expect(
      words.filter(({ name, label, said }) => label === name || label.includes('_') || !said.endsWith('.')),
    ).toEqual([]);
    expect(new Set(words.map(({ label }) => label)).size).toBe(summaryColumns.length);
    await setLocale('en');
  });
});
