import { page, userEvent } from 'vitest/browser';
import { beforeEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/app.css';
import { createFormatter } from '../../../src/cells/formatter';
import { registerCell, type AnyCell } from '../../../src/cells/kind';
import { segmentValueKind, type SegmentValueResult } from '../../../src/cells/segment-value/segment-value';
import SegmentValue from '../../../src/cells/segment-value/SegmentValue.svelte';
import { tiersKind, type TiersResult } from '../../../src/cells/tiers/tiers';
import Tiers from '../../../src/cells/tiers/Tiers.svelte';
import { endless } from '../../../src/filter/clause';
import { CrossFilter } from '../../../src/filter/cross-filter.svelte';
import { compileSegments } from '../../../src/segments/compile';
import * as v from 'valibot';
import { context } from './shop';
import WithFilter from './WithFilter.svelte';

const { segments } = await compileSegments({}, () => Promise.resolve([{}]));

const totals = (customers: number, orders: number, net: number) => ({
  churnDays: 60,
  churnBase: 4,
  churnLost: 2,
  observedDays: 400,
  activeDays: customers * 100,
  meanActiveDays: 100,
  customers,
  unclassified: 0,
  orders,
  net,
  netSquares: (2 * net * net) / Math.max(1, customers),
  margin: null,
  observed: customers,
  retained: customers / 2,
  foretold: 0,
  clv: null,
  medianGapDays: 30,
});
const curve = {
  customers: 10,
  net: 1000,
  gini: 0.6,
  topShare: 0.5,
  points: [
    { customers: 5, net: 100 },
    { customers: 9, net: 500 },
    { customers: 10, net: 1000 },
  ],
};
const worth: SegmentValueResult = {
  totals: new Map([
    ['everybody', totals(10, 20, 1000)],
    ['segment_vip', totals(2, 8, 600)],
    ['segment_first_time', totals(4, 4, 100)],
  ]),
  curve,
  shopCurve: null,
};

const tier = (level: 1 | 2 | 3, threshold: number | null, customers: number, value: number) => ({
  level,
  threshold,
  customers,
  orders: customers * 2,
  net: value,
  value,
  medianValue: value / customers,
  closeToNext: level === 1 ? 1 : 0,
  margin: null,
  foretold: 0,
  meanClv: null,
});
const tiers: TiersResult = { tiers: [tier(1, null, 6, 120), tier(2, 100, 3, 480), tier(3, 500, 1, 600)] };

const format = createFormatter('en', 'EUR');
let filter: CrossFilter;

async function show(kind: AnyCell, result: unknown, params: Record<string, unknown> = {}): Promise<void> {
  await render(WithFilter, {
    props: {
      result,
      params: v.parse(kind.params, params),
      context: { ...context, segments },
      format,
      report: () => undefined,
      onParams: () => undefined,
      filter,
      Figure: kind.Figure,
    },
  });
}
const segmentValue = registerCell(segmentValueKind, SegmentValue);
const loyalty = registerCell(tiersKind, Tiers);

const figureNamed = (name: string): HTMLElement =>
  page.getByRole('application', { name }).element() as HTMLElement;
const said = (figure: HTMLElement): string => figure.querySelector('[aria-live]')?.textContent ?? '';

beforeEach(() => {
  filter = new CrossFilter();
});

describe('what each segment is worth', () => {
  it('reads the segments from the highest to the lowest, each with its n and its interval', async () => {
    await show(segmentValue, worth);
    const figure = figureNamed('Segments compared');
    figure.focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect
      .poll(() => said(figure))
      .toContain('All customers. CLV 5. Observed, first to last order: €100.00');
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(() => said(figure)).toMatch(/VIP.*€300\.00\. 2 customers\. 95 % CI/);
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(() => said(figure)).toMatch(/First-time buyers.*€25\.00\. 4 customers/);
    expect(figure.querySelectorAll('svg text').length).toBe(9);
    expect(document.body.textContent).toMatch(/Nobody is in: .*Loyal/);
  });

  it('filters by a segment by key, and lets it go again; all customers are no choice', async () => {
    await show(segmentValue, worth, { measure: 'retention' });
    const figure = figureNamed('Segments compared');
    figure.focus();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(filter.clauses).toEqual([]);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(filter.clauses).toEqual([
      { type: 'points', source: 'segment-value', columns: ['segment_first_time'], values: [[true]] },
    ]);
    await expect.poll(() => figure.querySelectorAll('.chosen').length).toBe(1);
    await expect.poll(() => said(figure)).toMatch(/50\.0%/);
    await userEvent.keyboard('{Enter}');
    expect(filter.clauses).toEqual([]);
  });

  it('draws the Lorenz curve with the share of the top tenth, and says each of its points', async () => {
    await show(segmentValue, { ...worth, shopCurve: { ...curve, points: curve.points.slice(1) } });
    const figure = figureNamed('Lorenz curve of revenue over customers');
    expect(figure.textContent).toContain('top 10 %: 50.0% of revenue');
    expect(figure.textContent).toContain('Whole shop');
    figure.focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.poll(() => said(figure)).toContain('The lowest 50.0% of customers bring 10.0% of revenue');
    await userEvent.keyboard('{End}');
    await expect.poll(() => said(figure)).toContain('The lowest 100.0% of customers bring 100.0% of revenue');
  });
});

describe('loyalty tiers', () => {
  it('says what moves a customer up, and by which rule tiers are made', async () => {
    await show(loyalty, tiers, { tiers: '4' });
    const text = document.body.textContent ?? '';
    expect(text).toContain('The median Bronze member is at €20.00 and lacks €80.00 for Silver.');
    expect(text).toContain('At €10.00 per order that is 8.0 orders. 1 customer is within 10 % of it.');
    expect(text).toContain('Platinum or higher 5%, Gold or higher 15%, and Silver or higher 40%');
    expect(text).toContain('Left out: Platinum.');
  });

  it('filters by a tier by mouse and by key, with nothing between two tiers', async () => {
    await show(loyalty, tiers, { tiers: '3', money: 'all' });
    const figure = figureNamed('Loyalty tiers');
    figure.focus();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(filter.clauses).toEqual([
      { type: 'interval', source: 'tiers', column: 'net', low: 500, high: endless },
    ]);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(filter.clauses).toEqual([
      { type: 'interval', source: 'tiers', column: 'net', low: 100, high: 499.999999 },
    ]);
    await expect.poll(() => figure.querySelectorAll('.chosen').length).toBe(2);
    await userEvent.keyboard('{Enter}');
    expect(filter.clauses).toEqual([]);
  });
});
