import { describe, expect, test } from 'vitest';
import { clauseText } from '../../../src/cells/clause-words';
import { createFormatter } from '../../../src/cells/formatter';
import { endless, isShareable, type Clause } from '../../../src/filter/clause';
import { clauseSql } from '../../../src/filter/sql';
import { packLink, readLink } from '../../../src/notebook/link';
import { Notebook } from '../../../src/notebook/notebook.svelte';

const format = createFormatter('en', 'EUR');
const interval = (column: string, low: number, high: number): Clause => ({
  type: 'interval',
  source: `explore.${column}`,
  column,
  low,
  high,
});
const points = (columns: string[], ...values: (string | number | boolean | null)[][]): Clause => ({
  type: 'points',
  source: `explore.${columns[0] ?? ''}`,
  columns,
  values,
});

describe('a clause in words', () => {
  test.each([
    [interval('recency_days', 30, 59), 'Days since the last order: 30 to 59'],
    [interval('recency_days', 600, endless), 'Days since the last order: ≥ 600'],
    [interval('net', -endless, -0.0001), 'Net revenue: < €0'],
    [interval('net', 50, 99.9999), 'Net revenue: €50 to €100'],
    [interval('orders', 3, 3), 'Orders: 3'],
    [
      interval('first_order_at', Date.UTC(2024, 0), Date.UTC(2024, 2) - 1),
      'First order: Jan 1, 2024 to Feb 29, 2024',
    ],
    [points(['country'], ['ES'], ['IT']), 'Country: ES or IT'],
    [points(['country'], ['ES'], [null]), 'Country: ES or unknown'],
    [points(['first_coupon'], [null]), 'First coupon: no coupon'],
    [points(['country'], ['a'], ['b'], ['c'], ['d'], ['e']), 'Country: a, b, c, or 2 more'],
    [points(['is_lost'], [false]), 'not: Lost'],
    [points(['rfm_group_quintile'], ['champions']), 'RFM group: quintile: Champions'],
    [
      { type: 'cohort', source: 'cohorts', period: 'month', start: '2024-03-01', age: 0 },
      'First order in the month from Mar 1, 2024',
    ],
    [
      { type: 'cohort', source: 'cohorts', period: 'month', start: '2024-03-01', age: 2 },
      'First order in the month from Mar 1, 2024, ordered again 2 periods later',
    ],
  ] as const)('%j', (clause, words) => {
    expect(clauseText(clause as Clause, format)).toBe(words);
  });
});

describe('an interval without an end', () => {
  test('has no bound there', () => {
    expect(clauseSql(interval('net', 600, endless))).toBe('"net" >= 600');
    expect(clauseSql(interval('net', -endless, -0.0001))).toBe('"net" <= -0.0001');
    expect(clauseSql(interval('net', -endless, endless))).toBe('"net" IS NOT NULL');
  });
});

describe('a filter in a link', () => {
  test('comes back as it was', async () => {
    const notebook = new Notebook();
    const clauses = [interval('recency_days', 30, 59), points(['country'], ['ES'], [null])];
    for (const clause of clauses) notebook.filter.set(clause);
    const read = await readLink(await packLink(notebook.saved));
    expect(read.filters).toEqual(clauses);
    const other = new Notebook();
    other.apply(read);
    expect(other.filter.clauses).toEqual(clauses);
    expect(other.filter.canUndo).toBe(false);
  });

  test('leaves out a value that is an address', async () => {
    const address = points(['first_product'], ['anna@example.com']);
    expect(isShareable(address)).toBe(false);
    const notebook = new Notebook();
    notebook.filter.set(address);
    notebook.filter.set(interval('orders', 2, 3));
    expect(notebook.filter.clauses).toHaveLength(2);
    const hash = await packLink(notebook.saved);
    expect((await readLink(hash)).filters).toEqual([interval('orders', 2, 3)]);
    const smuggled = await packLink({ filters: [address] });
    await expect(readLink(smuggled)).rejects.toMatchObject({ code: 'link_altered' });
  });
});
