import { page } from 'vitest/browser';
import { Float64, Table, vectorFromArray } from 'apache-arrow';
import { describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/app.css';
import { cells } from '../../../src/cells';
import { createFormatter } from '../../../src/cells/formatter';
import type { Params } from '../../../src/cells/kind';
import { slopeColumns } from '../../../src/schema/predictions';
import Framed from './Framed.svelte';
import { context } from './shop';

/** 100 customers, active for 50 years in all; of 80 who ordered in one stretch of 100 days, 32 were lost in the next. */
const totals = {
  customers: 100,
  orders: 400,
  revenue: 20_000,
  revenue_deviation: 50,
  revenue_median: 150,
  margin: null,
  margin_deviation: null,
  margin_median: null,
  costed_share: null,
  costed_revenue: null,
  costed_orders: 0,
  anonymous_orders: 0,
  anonymous_revenue: null,
  repeat_customers: 60,
  span_days: 120,
  gaps: 300,
  median_gap_days: 20,
  lapsed: 30,
  active_days: 50 * 365.25,
  mean_active_days: 0.5 * 365.25,
  observed_days: 500,
  churn_days: 100,
  churn_base: 80,
  churn_lost: 32,
  margin_rate: null,
  foretold: 0,
  clv: null,
  boundless: 0,
  clv_variance: null,
  ...Object.fromEntries(slopeColumns.map((name) => [name, null])),
};
type Totals = Readonly<Record<string, number | null>>;

async function show(kindName: string, params: Params, row: Totals = totals): Promise<void> {
  const kind = cells.find((cell) => cell.kind === kindName);
  if (!kind) throw new Error(`No cell ${kindName}`);
  const table = new Table(
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, vectorFromArray([value], new Float64())]),
    ),
  );
  const format = createFormatter('en', 'EUR');
  const run = (): Promise<Table> => Promise.resolve(table);
  render(Framed, { props: { kind, params, onParams: () => undefined, context, format, run } });
  await vi.waitFor(() =>
    expect(document.querySelector<HTMLElement>(`[data-cell=${kindName}]`)?.dataset['state']).toBe('ready'),
  );
}

const text = (): string => (document.body.textContent ?? '').replace(/\s+/g, ' ');
const figure = (key: string): string =>
  (document.querySelector(`[data-figure=${key}]`)?.textContent ?? '').replace(/\s+/g, ' ');

describe('the years of the CLV cell', () => {
  it('look ahead at 1 ÷ churn by default, and N is named', async () => {
    await show('clv', {});
    // 100 days ÷ 40 % = 0.68 years; 400.00 per active year.
    expect(text()).toContain('at today’s churn a customer’s whole life of 0.68 years is worth €273.79');
    expect(text()).toContain('until 100 days after the last one');
    expect(text()).toContain('The 100 days are the 90th percentile');
    expect(text()).toContain('against 0.50 years so far');
    await page.getByText('1, 2 and 3 are one identity').click();
    await expect
      .element(page.getByText('Over the observed lifetime of 0.50 years', { exact: false }))
      .toBeVisible();
  });

  it('are one identity with 5 when observed', async () => {
    await show('clv', { lifetime: 'observed' });
    expect(text()).toContain('averages over the same years give the same €200.00');
    expect(text()).toContain('right-censored');
    await page.getByText('1, 2, 3 and 5 are one identity').click();
    const worked = '€400.00 × 0.50 years = €20,000.00 ÷ 100 customers = €200.00';
    await expect.element(page.getByText(worked, { exact: false })).toBeVisible();
  });

  it('are unknown with the reason, never 0', async () => {
    await show('clv', {}, { ...totals, churn_days: null, active_days: null, mean_active_days: null });
    expect(text()).toContain('Definitions 1, 2 and 3 are unknown: No customer has ordered twice');
    expect(text()).not.toContain('one identity');
  });
});

describe('the years of the key figures', () => {
  it('are the same three lifetimes, beside the span from first to last order', async () => {
    await show('key-figures', {});
    expect(figure('frequency')).toContain('8.00');
    expect(figure('lifetime')).toMatch(/^ ?Mean customer lifetime .*250/);
    expect(figure('span')).toMatch(/^ ?First to last order .*120/);
  });

  it('fall back to the observed lifetime and say why', async () => {
    await show('key-figures', {}, { ...totals, churn_lost: 0 });
    expect(figure('lifetime')).toContain('Mean customer lifetime so far');
    expect(figure('lifetime')).toContain('Nobody was lost in the last 100 days');
    expect(figure('lifetime')).toContain('182.6');
  });
});
