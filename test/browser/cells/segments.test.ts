import { page, userEvent } from 'vitest/browser';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/app.css';
import { createFormatter } from '../../../src/cells/formatter';
import type { Combination, SegmentsResult } from '../../../src/cells/segments/segments';
import { CrossFilter } from '../../../src/filter/cross-filter.svelte';
import { compileSegments } from '../../../src/segments/compile';
import type { Values } from '../../../src/segments/segment';
import SegmentsCell from './SegmentsCell.svelte';
import { context } from './shop';

const rates = [
  { rate: 0, customers: 6 },
  { rate: 8, customers: 4 },
];
const compiled = (
  await compileSegments({}, (sql) =>
    Promise.resolve(sql.includes('rate') && sql.includes('GROUP BY rate') ? rates : [{}]),
  )
).segments;

/** Members of the segments named, out of all others but those that the files cannot tell. */
const among = (ids: readonly string[], customers: number, net: number): Combination => ({
  membership: compiled.map(({ id, needs }) => (needs === 'carts' ? null : ids.includes(id))),
  customers,
  net,
  orders: customers * 2,
});
const result: SegmentsResult = {
  combinations: [among(['repeat', 'loyal'], 4, 800), among(['first_time'], 6, 200)],
  holds: { discounts: true, surveys: true, carts: false, gaps: true },
  anonymousOrders: 3,
  anonymousNet: 30,
  strayCarts: 0,
};

let filter: CrossFilter;
const desk = { isFull: false, create: vi.fn(), edit: vi.fn(), duplicate: vi.fn(), remove: vi.fn() };
const setSegment = vi.fn<(definition: string, values: Values) => void>();

async function show(): Promise<void> {
  await render(SegmentsCell, {
    props: {
      result,
      params: {},
      context: { ...context, segments: compiled },
      format: createFormatter('en', 'EUR'),
      report: () => undefined,
      onParams: () => undefined,
      filter,
      host: { setSegment, desk },
    },
  });
}

const row = (id: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-segment=${id}]`);
  if (!found) throw new Error(`No segment ${id}`);
  return found;
};

describe('the segments cell', () => {
  beforeEach(() => {
    filter = new CrossFilter();
    setSegment.mockClear();
  });

  it('says the size and the worth of each segment, and what is missing', async () => {
    await show();
    expect(row('repeat').textContent).toContain('80.0% of revenue');
    expect(row('repeat').textContent).toContain('4 customers (40.0% of all), €800.00; €100.00 per order');
    expect(row('lapsed').textContent).toContain('Nobody is in it.');
    expect(row('cart_abandoners').textContent).toContain('Add an export of abandoned carts');
    await expect.element(page.getByText('3 anonymous orders (€30.00) are in no segment')).toBeVisible();
  });

  it('filters all other figures by a chosen segment, by mouse and by key, and lets it go again', async () => {
    await show();
    const button = page.getByRole('button', { name: 'Repeat buyers' });
    await button.click();
    expect(filter.clauses).toEqual([
      { type: 'points', source: 'segments', columns: ['segment_repeat'], values: [[true]] },
    ]);
    await expect.element(button).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('button', { name: 'Loyal' }).click();
    expect(filter.clauses).toHaveLength(1);
    await userEvent.keyboard('{Enter}');
    expect(filter.clauses).toEqual([]);
    filter.undo();
    await expect.element(page.getByRole('button', { name: 'Loyal' })).toHaveAttribute('aria-pressed', 'true');
    await expect.element(page.getByRole('button', { name: 'Lapsed' })).toBeDisabled();
  });

  it('hands changed numbers of a definition to the notebook, and none that it does not allow', async () => {
    await show();
    await page.getByLabelText('Definition: At risk of leaving').click();
    const factor = page.getByLabelText('Factor').nth(2);
    await factor.fill('3');
    await userEvent.keyboard('{Enter}');
    expect(setSegment).toHaveBeenLastCalledWith('at_risk', { factor: 3, own_from: 3 });
    await factor.fill('99');
    await userEvent.keyboard('{Enter}');
    expect(setSegment).toHaveBeenCalledTimes(1);
    expect(row('at_risk').querySelector('pre')?.textContent).toContain('recency_days > 2 * greatest(1,');
  });

  it('leaves an open number open, and says how the clusters were chosen', async () => {
    await show();
    await page.getByLabelText('Definition: Repurchase rate, cluster 1 of 2').click();
    expect(row('rate_cluster_1').textContent).toContain('Fit by number of clusters: 2: 100.0%');
    const clusters = page.getByLabelText('Clusters', { exact: true }).first();
    await clusters.fill('4');
    await userEvent.keyboard('{Enter}');
    expect(setSegment).toHaveBeenLastCalledWith('rate_clusters', { clusters: 4, observed: 30 });
  });

  it('shows overlaps in a figure that the keyboard reads', async () => {
    await show();
    const figure = page.getByRole('application', { name: 'Overlaps of the segments' });
    await expect.element(figure).toBeVisible();
    (figure.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}');
    expect(figure.element().querySelector('[aria-live]')?.textContent).toMatch(/customers?: \d/);
  });
});
