import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clvKind, type ClvParams } from '../../../src/cells/clv/clv';
import { identityOf, yearNotes } from '../../../src/cells/clv/notes';
import { clvView } from '../../../src/cells/clv/view';
import { createFormatter } from '../../../src/cells/formatter';
import { keyFigures } from '../../../src/cells/key-figures/figures';
import { keyFiguresKind } from '../../../src/cells/key-figures/key-figures';
import { contextOf, fill, openEmpty, runCell, type TestOrder } from '../../fixtures/cells';
import type { NativeDatabase } from '../../fixtures/native-database';
import { openSampleShop } from '../../fixtures/sample-shop';

const day = 86_400_000;
const start = Date.UTC(2024, 0, 1);
const format = createFormatter('en', 'EUR');

/** Orders of 10 each, as customer and day. */
const shopOf = (orders: readonly (readonly [customer: string, day: number])[]): TestOrder[] =>
  orders.map(([customer, at], index) => ({
    id: String(index),
    customer,
    at: new Date(start + at * day),
    net: 10,
    cost: null,
    country: null,
  }));

async function read(
  database: NativeDatabase,
  params: Partial<ClvParams>,
  asOf: Date,
  currency: string | null = null,
) {
  const context = contextOf(asOf, { scope: { currency, filter: null } });
  const clv = await runCell(database, clvKind, params, context);
  const view = clvView(clv.result, clv.params, context, format);
  const shared = { ...clv.params, period: undefined };
  const figures = await runCell(database, keyFiguresKind, shared, context);
  const list = keyFigures(figures.result, figures.params, format);
  return {
    view,
    notes: yearNotes(view, clv.params, format).join(' '),
    identity: identityOf(view, format),
    finding: clvKind.finding(clv.result, clv.params, context, format),
    table: clvKind.table(clv.result, clv.params, context, format),
    figure: (key: string) => list.find((figure) => figure.key === key),
  };
}

describe('lifetimes of a small shop', () => {
  let database: NativeDatabase;
  beforeAll(async () => {
    database = await openEmpty();
  });
  afterAll(() => database.close());
  const after = (days: number): Date => new Date(start + days * day);

  it('are unknown, with the reason, when nobody ordered twice and no days were entered', async () => {
    await fill(
      database,
      shopOf([
        ['a', 0],
        ['b', 50],
      ]),
    );
    const { view, notes, identity, finding, figure } = await read(database, {}, after(100));
    expect(view.churnDays).toBeNull();
    expect(view.revenue.clv).toEqual({ 1: null, 2: null, 3: null, 5: 10, 6: null });
    expect(identity).toBeNull();
    expect(notes).toContain('No customer has ordered twice');
    expect(finding).toMatch(/^A customer has brought €10\.00 so far \(mean of 2 customers, .*\)\.$/);
    expect(figure('frequency')).toMatchObject({ value: null, reason: expect.stringContaining('twice') });
    expect(figure('lifetime')).toMatchObject({ value: null, reason: expect.stringContaining('twice') });

    const given = await read(database, { churnDays: 60, lifetime: 'observed' }, after(100));
    // a: 60 days until lost; b: 50 days until the as-of date.
    expect((given.view.activeYears.value ?? 0) * 365.25).toBeCloseTo(110, 9);
    expect(given.figure('lifetime')?.value).toBeCloseTo(55, 9);
    expect(given.figure('frequency')?.value).toBeCloseTo((2 / 110) * 365.25, 9);
    expect(given.notes).toContain('The 60 days were entered.');
    expect(given.view.revenue.clv[1]).toBeCloseTo(10, 9);
    expect(given.identity?.title).toBe('1, 2, 3 and 5 are one identity');
  });

  it('are unknown when the as-of date is everyone’s first order, and whole when it is one customer’s', async () => {
    await fill(
      database,
      shopOf([
        ['a', 0],
        ['a', 30],
        ['b', 0],
      ]),
    );
    const first = await read(database, { churnDays: 20 }, after(0));
    expect(first.view.activeYears.value).toBeNull();
    expect(first.view.revenue.clv).toEqual({ 1: null, 2: null, 3: null, 5: 10, 6: null });
    expect(first.figure('frequency')?.reason).toContain('no time has passed');
    await fill(
      database,
      shopOf([
        ['a', 0],
        ['a', 30],
        ['b', 30],
      ]),
    );
    const { view } = await read(database, { churnDays: 20, lifetime: 'observed' }, after(30));
    expect((view.activeYears.value ?? 0) * 365.25).toBeCloseTo(30, 9);
    expect(view.revenue.clv[2]).toBeCloseTo(15, 9);
  });

  it('fall back to the observed one, and say why, while churn is unknown', async () => {
    await fill(
      database,
      shopOf([
        ['a', 0],
        ['a', 40],
        ['b', 10],
      ]),
    );
    const { view, notes, figure, table } = await read(database, { churnDays: 30 }, after(45));
    expect(view.lifetime.choice).toBe('observed');
    // a: 0 to 45; b: 10 to 40.
    expect(figure('lifetime')?.value).toBeCloseTo(37.5, 9);
    expect(figure('lifetime')?.label).toBe('Mean customer lifetime so far');
    const reason = 'The data covers 45 days; this needs two stretches of 30.';
    expect(figure('lifetime')?.formula).toContain(reason);
    expect(notes).toContain(`because 1 ÷ churn is unknown: ${reason}`);
    expect(table.rows.some(({ values }) => String(values['formula']).includes(reason))).toBe(true);
    expect(view.revenue.clv[3]).toBeCloseTo(15, 9);
  });

  it('say so when they are shorter than customers have been active', async () => {
    const faithful = Array.from({ length: 11 }, (_, n) => ['a', n * 10] as const);
    await fill(database, shopOf([...faithful, ['b', 101]]));
    const { view, notes, finding } = await read(database, { churnDays: 20 }, after(130));
    expect(view.lifetime.choice).toBe('churn');
    expect(view.revenue.clv[1]).toBeLessThan(view.revenue.clv[5] ?? 0);
    expect(notes).toContain('so 1, 2 and 3 fall below 5');
    expect(finding).toContain('shorter than the 0.19 years so far');
    const fixed = await read(database, { churnDays: 20, lifetime: 'fixed', years: 0.1 }, after(130));
    expect(fixed.notes).toContain('so 1, 2 and 3 fall below 5');
    expect(fixed.figure('lifetime')?.value).toBeCloseTo(36.525, 9);
  });

  it('see nothing after the as-of date', async () => {
    const early = shopOf([
      ['a', 0],
      ['a', 20],
      ['b', 10],
    ]);
    await fill(database, early);
    const before = await read(database, { lifetime: 'observed' }, after(60));
    await fill(database, [...early, { ...shopOf([['b', 70]])[0], id: 'late' } as TestOrder]);
    const { view } = await read(database, { lifetime: 'observed' }, after(60));
    expect(view).toEqual(before.view);
  });
});

describe('lifetimes of the sample shop', () => {
  let database: NativeDatabase;
  let asOf: Date;
  beforeAll(async () => {
    database = await openSampleShop();
    const [row] = await database.rows<{ at: string }>('SELECT max(ordered_at)::VARCHAR AS at FROM orders');
    asOf = new Date(`${(row?.at ?? '').replace(' ', 'T')}Z`);
  });
  afterAll(() => database.close());

  it('look ahead of what was paid at today’s churn', async () => {
    const { view, finding } = await read(database, {}, asOf, 'EUR');
    expect(view.lifetime.choice).toBe('churn');
    expect(view.revenue.clv[1]).toBeGreaterThan(view.revenue.clv[5] ?? Infinity);
    expect(view.margin?.clv[1]).toBeGreaterThan(view.margin?.clv[5] ?? Infinity);
    expect(finding).toMatchInlineSnapshot(
      `"A customer has brought €165.08 so far (mean of 3,974 customers, 95 % CI €156.61 to €173.55; half of them less than €83.20); at today’s churn a customer’s whole life of 0.78 years is worth €194.83. In margin, a customer has brought €88.69 so far."`,
    );
  });

  it('give what was paid over the observed lifetime', async () => {
    const { view, finding } = await read(database, { lifetime: 'observed' }, asOf, 'EUR');
    for (const basis of [view.revenue, view.margin]) {
      for (const definition of [1, 2, 3] as const) {
        expect(basis?.clv[definition]).toBeCloseTo(basis?.clv[5] ?? 0, 6);
      }
    }
    expect(finding).toMatchInlineSnapshot(
      `"A customer has brought €165.08 so far, in 0.66 active years (means of 3,974 customers, 95 % CI €156.61 to €173.55; half of them less than €83.20); averages over the same years give the same €165.08. In margin, a customer has brought €88.69 so far."`,
    );
  });
});
