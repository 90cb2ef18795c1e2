import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFormatter } from '../../../src/cells/formatter';
import { lorenzOf } from '../../../src/cells/segment-value/lorenz-marks';
import { measureOf, measureOptions } from '../../../src/cells/segment-value/measures';
import { notesOf } from '../../../src/cells/segment-value/notes';
import { segmentValueKind } from '../../../src/cells/segment-value/segment-value';
import { worthView, type SegmentWorth } from '../../../src/cells/segment-value/view';
import { clvKind } from '../../../src/cells/clv/clv';
import { clvView } from '../../../src/cells/clv/view';
import type { CellContext } from '../../../src/cells/kind';
import { compileSegments } from '../../../src/segments/compile';
import { contextOf, deriveSummary, fill, openEmpty, runCell, type TestOrder } from '../../fixtures/cells';
import type { NativeDatabase } from '../../fixtures/native-database';
import { openOnlineRetail } from '../../fixtures/online-retail';
import { openSampleShop } from '../../fixtures/sample-shop';
import { hasShared } from '../../fixtures/shared';
import {
  day,
  giniOf,
  lostAfter,
  peopleOf,
  quantile,
  segmentOf,
  sum,
  topTenth,
  type Person,
} from './worth-by-hand';

const start = Date.UTC(2023, 10, 20);
const asOf = new Date(start + 200 * day);
const format = createFormatter('en', 'EUR');

const order = fc.record({
  customer: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'), {
    freq: 8,
  }),
  minutes: fc.integer({ min: 0, max: 200 * 24 * 60 }),
  cents: fc.integer({ min: 1, max: 100_000 }),
});
const shop = fc
  .uniqueArray(order, { minLength: 1, maxLength: 50, selector: ({ minutes }) => minutes })
  .map((orders) =>
    orders.map(({ customer, minutes, cents }, index): TestOrder => ({
      id: String(index),
      customer,
      at: new Date(start + minutes * 60_000),
      net: cents / 100,
      cost: cents / 200,
      country: null,
    })),
  );

const segments = [
  segmentOf('many', 'orders >= 2'),
  segmentOf('rich', 'net > 500'),
  segmentOf('slow', 'median_gap_days > 20'),
  segmentOf('none', 'orders > 1000'),
];
const rules: Readonly<Record<string, (person: Person) => boolean | null>> = {
  many: ({ times }) => times.length >= 2,
  rich: ({ net }) => net > 500.000_001,
  slow: ({ gaps }) => (gaps.length === 0 ? null : (quantile(gaps, 0.5) ?? 0) > 20),
  none: () => false,
};

function close(actual: number | null, expected: number | null): void {
  if (actual === null || expected === null) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThan(1e-6 * Math.max(1, Math.abs(expected)));
}

function checkWorth(worth: SegmentWorth, people: readonly Person[], all: readonly Person[]): void {
  const n = people.length;
  const lost = lostAfter(all);
  const net = sum(people.map((person) => person.net));
  const orders = sum(people.map(({ times }) => times.length));
  expect(worth.customers).toBe(n);
  expect(worth.orders).toBe(orders);
  close(worth.net, net);
  close(worth.netShare, net / sum(all.map((person) => person.net)));
  close(worth.orderValue, n === 0 ? null : net / orders);
  close(worth.revenueClv[5], n === 0 ? null : net / n);
  close(worth.margin, n === 0 ? null : net / 2);
  close(worth.marginClv?.[5] ?? null, n === 0 ? null : net / n / 2);
  close(
    worth.gap.value,
    quantile(
      people.flatMap(({ gaps }) => gaps),
      0.5,
    ),
  );
  expect(worth.gap.n).toBe(people.flatMap(({ gaps }) => gaps).length);
  if (lost === null || n === 0) return;
  const [edge, before] = [asOf.getTime() - lost * day, asOf.getTime() - 2 * lost * day];
  const kept = people.filter(({ times }) => times.some((time) => time > edge));
  close(worth.retention.value, kept.length / n);
  expect(worth.retention.n).toBe(n);
  const years =
    sum(
      people.map(({ times }) => Math.min(asOf.getTime(), (times.at(-1) ?? 0) + lost * day) - (times[0] ?? 0)),
    ) /
    day /
    365.25;
  if (years <= 0) return;
  close(worth.frequency, orders / years);
  const base = people.filter(({ times }) => times.some((time) => time > before && time <= edge));
  const gone = base.filter((person) => !kept.includes(person));
  const opened = Math.min(...all.map(({ times }) => times[0] ?? 0));
  const isKnown = asOf.getTime() - opened >= 2 * lost * day && gone.length > 0;
  const life = isKnown ? (lost / 365.25) * (base.length / gone.length) : years / n;
  expect(worth.lifetime.choice).toBe(isKnown ? 'churn' : 'observed');
  for (const definition of [1, 2, 3] as const) close(worth.revenueClv[definition], (net / years) * life);
}

describe('what segments are worth, on random shops beside a reckoning by hand', () => {
  let database: NativeDatabase;
  beforeAll(async () => {
    database = await openEmpty();
  });
  afterAll(() => database.close());

  it('every measure of every segment, the Gini coefficient and the curve', async () => {
    await fc.assert(
      fc.asyncProperty(shop, async (orders) => {
        await fill(database, orders);
        const context = contextOf(asOf, { segments });
        const { result, params } = await runCell(database, segmentValueKind, {}, context);
        const people = peopleOf(orders);
        if (people.length === 0) {
          expect(segmentValueKind.empty(result, context)).not.toBeNull();
          return;
        }
        const view = worthView(result, params, context, format);
        checkWorth(view.all, people, people);
        for (const worth of view.segments) {
          const rule = rules[worth.segment?.id ?? ''] ?? (() => null);
          checkWorth(
            worth,
            people.filter((person) => rule(person) === true),
            people,
          );
          expect(worth.unclassified).toBe(people.filter((person) => rule(person) === null).length);
        }
        const nets = people.map(({ net }) => net);
        close(result.curve?.gini ?? null, giniOf(nets));
        close(result.curve?.topShare ?? null, topTenth(nets));
        const ascending = [...nets].sort((a, b) => a - b);
        expect(result.curve?.points).toHaveLength(people.length);
        result.curve?.points.forEach(({ customers, net }, index) => {
          expect(customers).toBe(index + 1);
          close(net, sum(ascending.slice(0, customers)));
        });
        expect(result.shopCurve).toBeNull();
      }),
      { numRuns: 25 },
    );
  });

  it('the interval of the observed value is that of the mean', async () => {
    const nets = [10, 20, 30, 60];
    const orders = nets.map((net, index): TestOrder => ({
      id: String(index),
      customer: String(index),
      at: new Date(start + index * day),
      net,
      cost: null,
      country: null,
    }));
    await fill(database, orders);
    const context = contextOf(asOf, { segments, hasCosts: false });
    const { result, params } = await runCell(database, segmentValueKind, {}, context);
    const { all } = worthView(result, params, context, format);
    // Mean 30, s = √(1400 / 3) = 21.602, t(3) = 3.18245.
    expect(all.observedInterval?.low).toBeCloseTo(30 - (3.18245 * Math.sqrt(1400 / 3)) / 2, 3);
    expect(all.marginClv).toBeNull();
    expect(all.retention.value).toBeNull();
    // Nobody ordered twice, so N is unknown, and with it all that is told in years.
    expect(all.revenueClv[1]).toBeNull();
    // By hand: (−3·10 − 1·20 + 1·30 + 3·60) / (4 · 120).
    expect(result.curve?.gini).toBeCloseTo(160 / 480, 12);
    expect(result.curve?.topShare).toBeCloseTo((0.4 * 60) / 120, 12);
  });

  it('has no shares where refunds eat all revenue', async () => {
    const at = new Date(start);
    await fill(database, [
      { id: '1', customer: 'a', at, net: 10, cost: null, country: null },
      { id: '2', customer: 'b', at, net: -10, cost: null, country: null },
    ]);
    const context = contextOf(asOf, { segments });
    const { result, params } = await runCell(database, segmentValueKind, {}, context);
    expect(result.curve?.gini).toBeNull();
    expect(lorenzOf(result, format)).toBeNull();
    expect(segmentValueKind.finding(result, params, context, format)).toContain('nothing to share');
    expect(segmentValueKind.table(result, params, context, format).rows[0]?.values['netShare']).toBeNull();
  });
});

async function compiled(database: NativeDatabase, base: CellContext): Promise<CellContext> {
  await deriveSummary(database, { currency: base.scope.currency, asOf: base.asOf });
  const { segments: all } = await compileSegments({}, (sql) => database.rows(sql));
  return { ...base, segments: all };
}

/** Per customer, straight from the orders. */
const netsOf = async (database: NativeDatabase, where: string): Promise<number[]> =>
  (
    await database.rows<{ net: number }>(
      `SELECT sum(net)::DOUBLE AS net FROM orders WHERE customer_id IS NOT NULL AND ${where} GROUP BY customer_id`,
    )
  ).map(({ net }) => net);

describe('what segments are worth on the sample shop', () => {
  const end = new Date('2026-09-30T23:59:59Z');
  let database: NativeDatabase;
  let context: CellContext;
  beforeAll(async () => {
    database = await openSampleShop();
    context = await compiled(database, contextOf(end, { scope: { currency: 'EUR', filter: null } }));
  });
  afterAll(() => database.close());
  const ask = async (filter: string | null) => {
    const filtered = { ...context, scope: { ...context.scope, filter } };
    const { result, params } = await runCell(database, segmentValueKind, {}, filtered);
    return { result, params, filtered, view: worthView(result, params, filtered, format) };
  };

  it('says how few bring how much, from the customers one by one', async () => {
    const { result, params, view } = await ask(null);
    const nets = await netsOf(database, `currency = 'EUR' AND ordered_at <= TIMESTAMP '2026-09-30 23:59:59'`);
    const sorted = [...nets].sort((a, b) => a - b);
    const weighted = sum(sorted.map((net, index) => (2 * (index + 1) - nets.length - 1) * net));
    close(result.curve?.gini ?? null, weighted / (nets.length * sum(nets)));
    close(result.curve?.topShare ?? null, topTenth(nets));
    expect(result.curve?.points.length).toBeLessThanOrEqual(200);
    for (const point of result.curve?.points ?? []) close(point.net, sum(sorted.slice(0, point.customers)));
    expect(result.curve?.points.at(-1)?.customers).toBe(nets.length);
    const [vip, first] = ['vip', 'first_time'].map(
      (id) => view.segments.find(({ segment }) => segment?.id === id)?.revenueClv[5] ?? 0,
    );
    const finding = segmentValueKind.finding(result, params, context, format);
    expect(finding).toContain(`${format.percent(topTenth(nets))} of revenue`);
    expect(finding).toContain(`${format.number((vip ?? 0) / (first ?? 1), 1)} times`);
  });

  it('says of a segment what the CLV cell says under that filter, and draws the shop beside it', async () => {
    const whole = await ask(null);
    for (const id of ['vip', 'repeat', 'discount_buyers']) {
      const { result, filtered, view } = await ask(`segment_${id}`);
      const clv = await runCell(database, clvKind, {}, filtered);
      const expected = clvView(clv.result, clv.params, filtered, format);
      const worth = whole.view.segments.find(({ segment }) => segment?.id === id);
      for (const definition of [1, 2, 3, 5] as const) {
        close(worth?.revenueClv[definition] ?? null, expected.revenue.clv[definition]);
        close(worth?.marginClv?.[definition] ?? null, expected.margin?.clv[definition] ?? null);
      }
      close(worth?.observedInterval?.low ?? null, expected.revenue.interval?.low ?? null);
      expect(view.all.customers).toBe(worth?.customers);
      expect(result.shopCurve).toEqual(whole.result.curve);
      expect(segmentValueKind.finding(result, clv.params as never, filtered, format)).toContain(
        format.integer(view.all.customers),
      );
    }
  });

  it('has a row for each segment and each tenth in its table, and every measure by each choice', async () => {
    const { result, params, view } = await ask(null);
    const { rows, columns } = segmentValueKind.table(result, params, context, format);
    expect(rows).toHaveLength(1 + context.segments.length + 10);
    const keys = new Set(columns.map(({ key }) => key));
    expect(keys.size).toBe(columns.length);
    expect(rows.at(-1)?.values['netShare']).toBeCloseTo(1, 12);
    expect(keys.has('predicted')).toBe(false);
    expect(measureOptions(context).map(({ value }) => value)).not.toContain('clv_6');
    expect(measureOf({ measure: 'clv_6' }, context).name).toBe('clv_5');
    for (const { value } of measureOptions(context)) {
      const measure = measureOf({ measure: value as never }, context);
      expect(measure.name).toBe(value);
      expect(measure.of(view.all, 'revenue').value, value).not.toBeNull();
      expect(measure.of(view.all, 'revenue').n).toBeGreaterThan(0);
      for (const note of notesOf(view, measure, result, context, format))
        expect(note).not.toMatch(/segment_value|undefined/);
    }
  });
});

describe.skipIf(!hasShared)('what segments are worth on Online Retail (needs ../shared)', () => {
  it('Gini and the top tenth equal those of the customers one by one', async () => {
    const database = await openOnlineRetail();
    try {
      const context = await compiled(
        database,
        contextOf(new Date('2011-12-09T12:50:00Z'), { hasCosts: false }),
      );
      const { result, params } = await runCell(database, segmentValueKind, {}, context);
      const nets = await netsOf(database, 'true');
      const sorted = [...nets].sort((a, b) => a - b);
      const weighted = sum(sorted.map((net, index) => (2 * (index + 1) - nets.length - 1) * net));
      close(result.curve?.gini ?? null, weighted / (nets.length * sum(nets)));
      close(result.curve?.topShare ?? null, topTenth(nets));
      expect(result.curve?.points).toHaveLength(200);
      const { all, segments: worths } = worthView(result, params, context, format);
      close(all.net, sum(nets));
      const cluster = worths.filter(({ segment }) => segment?.id.startsWith('rate_cluster_'));
      // The clusters part the customers whose rate is known.
      expect(sum(cluster.map(({ customers }) => customers)) + (cluster[0]?.unclassified ?? 0)).toBe(
        nets.length,
      );
    } finally {
      await database.close();
    }
  });
});
