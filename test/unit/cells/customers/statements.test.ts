import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columnsOf, written, type TableColumn } from '../../../../src/cells/customers/columns';
import { customersKind } from '../../../../src/cells/customers/customers';
import {
  brushed,
  brushOf,
  countsSql,
  extentsSql,
  histogramOf,
  type Extent,
  type HeadHistogram,
} from '../../../../src/cells/customers/histograms';
import { ordersOf } from '../../../../src/cells/customers/orders';
import {
  customerSql,
  ordersSql,
  rowsSql,
  searchText,
  totalsSql,
} from '../../../../src/cells/customers/statements';
import { createFormatter } from '../../../../src/cells/formatter';
import type { Clause } from '../../../../src/filter/clause';
import { filterSql } from '../../../../src/filter/sql';
import { summaryColumns } from '../../../../src/summary/columns';
import { contextOf, deriveSummary, runCell } from '../../../fixtures/cells';
import type { NativeDatabase } from '../../../fixtures/native-database';
import { openSampleShop } from '../../../fixtures/sample-shop';

const asOf = new Date('2026-09-30T23:59:59Z');
const scope = { currency: 'EUR', filter: null };
let database: NativeDatabase;
/** Every customer, for counting by hand. */
let all: Readonly<Record<string, unknown>>[];

beforeAll(async () => {
  database = await openSampleShop();
  await deriveSummary(database, { currency: 'EUR', asOf });
  all = await database.rows('FROM derived.customer_summary');
});
afterAll(() => database.close());

const rows = (sql: string) => database.rows(sql);
const numberOf = (row: Readonly<Record<string, unknown>>, name: string): number => Number(row[name]);

describe('the rows', () => {
  const order = { column: 'orders', descending: true };
  // By code points, as the database compares ids.
  const byHand = () =>
    all
      .toSorted(
        (a, b) =>
          numberOf(b, 'orders') - numberOf(a, 'orders') ||
          (String(a['customer_id']) < String(b['customer_id']) ? -1 : 1),
      )
      .map((row) => row['customer_id']);

  test('of all windows together are the whole table, sorted, ties by id', async () => {
    const found: unknown[] = [];
    for (let offset = 0; offset < all.length; offset += 1_000) {
      const window = await rows(rowsSql(['orders'], order, '', { offset, limit: 1_000 }, scope));
      found.push(...window.map((row) => row['customer_id']));
    }
    expect(found).toEqual(byHand());
  });

  test('sort unknown values last, whichever way', async () => {
    for (const descending of [true, false]) {
      const by = { column: 'median_gap_days', descending };
      const window = await rows(
        rowsSql(['median_gap_days'], by, '', { offset: all.length - 1, limit: 1 }, scope),
      );
      expect(window[0]?.['median_gap_days']).toBeNull();
    }
  });

  test('are those that a search names, literally', async () => {
    const search = async (typed: string): Promise<unknown[]> =>
      (await rows(rowsSql([], order, searchText(typed), { offset: 0, limit: 5_000 }, scope))).map(
        (row) => row['customer_id'],
      );
    const some = byHand().filter((id) => String(id).includes('2045'));
    expect(some.length).toBeGreaterThan(2);
    expect(await search(' 2045 ')).toEqual(some);
    expect(await search('2_45')).toEqual([]);
    expect(await search("'; DROP TABLE orders --")).toEqual([]);
    const [totals] = await rows(totalsSql('2045', scope));
    expect(totals).toMatchObject({ customers: all.length, found: some.length });
  });

  test('are those that the filter leaves', async () => {
    const filter = 'orders >= 10';
    const [totals] = await rows(totalsSql('', { ...scope, filter }));
    const some = all.filter((row) => numberOf(row, 'orders') >= 10);
    const nets = some.map((row) => numberOf(row, 'net')).sort((a, b) => b - a);
    const best = Math.ceil(nets.length / 10);
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    expect(totals).toMatchObject({ customers: some.length, found: some.length, best });
    expect(Number(totals?.['net'])).toBeCloseTo(sum(nets), 6);
    expect(Number(totals?.['best_net'])).toBeCloseTo(sum(nets.slice(0, best)), 6);
  });
});

describe('one customer', () => {
  test('has their orders, lines and gaps', async () => {
    const id = '20450';
    const [customer] = await rows(customerSql(id));
    const { orders, all: count } = ordersOf(await rows(ordersSql(id, 'EUR')));
    expect(orders).toHaveLength(numberOf(customer ?? {}, 'orders'));
    expect(count).toBe(orders.length);
    const net = orders.reduce((sum, order) => sum + order.net, 0);
    expect(net).toBeCloseTo(numberOf(customer ?? {}, 'net'), 6);
    const times = orders.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    orders.forEach(({ gapDays, at }, index) => {
      const before = orders[index + 1];
      if (before === undefined) expect(gapDays).toBeNull();
      else expect(gapDays).toBeCloseTo((at.getTime() - before.at.getTime()) / 86_400_000, 4);
    });
    for (const { id: order, lines } of orders) {
      const [known] = await rows(`SELECT count(*) AS n FROM order_lines WHERE order_id = '${order}'`);
      expect(lines).toHaveLength(numberOf(known ?? {}, 'n'));
    }
  });

  test('in another currency has none', async () => {
    expect(ordersOf(await rows(ordersSql('20450', 'USD')))).toEqual({ orders: [], all: 0 });
  });
});

describe('the cell', () => {
  test('knows which columns the data has, and leaves the others out', async () => {
    const context = contextOf(asOf, { scope });
    const { result } = await runCell(database, customersKind, {}, context);
    expect(result.customers).toBe(all.length);
    const known = columnsOf(result.known, []).map(({ name }) => name);
    expect(known).toContain('margin');
    expect(known).not.toContain('survey_score');
    expect(known).not.toContain('email');
    expect(known).not.toContain('currency');
    const byHand = all.filter((row) => row['median_gap_days'] !== null).length;
    expect(result.known.get('median_gap_days')).toBe(byHand);
  });
});

describe('the distributions', () => {
  const measured = [
    'net',
    'orders',
    'last_order_at',
    'discounted_share',
    'country',
    'is_lost',
    'recency_quintile',
  ];
  let columns: TableColumn[];
  let histograms: HeadHistogram[];

  beforeAll(async () => {
    columns = summaryColumns
      .filter(({ name }) => measured.includes(name))
      .map(({ name, kind, label, explanation, of }) => ({
        name,
        kind,
        label: label(),
        explanation: explanation(),
        isIdentity: of === 'identity',
      }));
    const extents = (await rows(extentsSql(columns))) as unknown as Extent[];
    histograms = columns.flatMap((column) => histogramOf(column, extents) ?? []);
  });

  test('are there for each of these columns', () => {
    expect(histograms.map(({ column }) => column).sort()).toEqual(measured.toSorted());
  });

  test('count every customer with a value once, and each bin as many as its own brush selects', async () => {
    const counts = await rows(countsSql(histograms, []));
    for (const histogram of histograms) {
      const own = counts.filter((row) => row['column'] === histogram.column);
      const total = own.reduce((sum, row) => sum + numberOf(row, 'whole'), 0);
      expect(total).toBe(all.filter((row) => row[histogram.column] !== null).length);
      for (let bin = 0; bin < histogram.count; bin++) {
        const filter = filterSql([brushed(histogram, [bin, bin])]) ?? '';
        const [selected] = await rows(`SELECT count(*) AS n FROM derived.customer_summary WHERE ${filter}`);
        const counted = own.find((row) => row['bin'] === bin)?.['whole'] ?? 0;
        expect(counted, `${histogram.column} ${String(bin)}`).toBe(selected?.['n']);
      }
    }
  });

  test('know their brush again', () => {
    for (const histogram of histograms) {
      const range = [0, Math.min(2, histogram.count - 1)] as const;
      expect(brushOf(histogram, brushed(histogram, range))).toEqual(range);
      expect(brushOf(histogram, null)).toBeNull();
    }
  });

  test('are filtered by the others and not by themselves', async () => {
    const country = histograms.find(({ column }) => column === 'country');
    if (country?.type !== 'values') throw new Error('No countries');
    const clauses: Clause[] = [brushed(country, [0, 0])];
    const counts = await rows(countsSql(histograms, clauses));
    const own = counts.filter((row) => row['column'] === 'country');
    expect(own.every((row) => row['whole'] === row['selected'])).toBe(true);
    const others = counts.filter((row) => row['column'] === 'orders');
    const selected = others.reduce((sum, row) => sum + numberOf(row, 'selected'), 0);
    expect(selected).toBe(all.filter((row) => row['country'] === country.values[0]).length);
  });
});

test('values are written as their columns say', () => {
  const format = createFormatter('en', 'EUR');
  const as = (value: unknown, name: string): string => {
    const column = summaryColumns.find((one) => one.name === name);
    if (!column) throw new Error(name);
    return written(value, column, format);
  };
  expect(as(12.5, 'net')).toBe('€12.50');
  expect(as('2026-01-31T10:30:00', 'last_order_at')).toBe('Jan 31, 2026');
  expect(as(true, 'is_lost')).toBe('yes');
  expect(as(0.25, 'discounted_share')).toBe('25.0%');
  expect(as(30, 'median_gap_days')).toBe('30');
  expect(as(30.26, 'median_gap_days')).toBe('30.3');
  expect(as(null, 'net')).toBe('—');
});
