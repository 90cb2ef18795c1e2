import { page, userEvent } from 'vitest/browser';
import { Float64, Table, Utf8, vectorFromArray } from 'apache-arrow';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/app.css';
import { cells } from '../../../src/cells';
import { createFormatter } from '../../../src/cells/formatter';
import type { Params } from '../../../src/cells/kind';
import { CrossFilter } from '../../../src/filter/cross-filter.svelte';
import { defaultCells } from '../../../src/notebook/spec';
import Framed from './Framed.svelte';
import { context } from './shop';

interface Row {
  part?: 'cell' | 'group' | 'bin' | 'limit';
  measure?: 'recency' | 'frequency' | 'monetary';
  low?: number;
  high?: number;
  r?: number;
  f?: number;
  segment?: string;
  customers: number;
  revenue: number;
  days: readonly [number, number, number] | null;
  orders: readonly [number, number] | null;
}

/** 100 customers: ten champions, thirty at risk, and sixty who bought once. */
const rows: readonly Row[] = [
  { r: 5, f: 5, customers: 10, revenue: 6000, days: [2, 0, 9], orders: [6, 9] },
  { r: 5, f: 1, customers: 20, revenue: 500, days: [8, 0, 9], orders: [1, 1] },
  { r: 2, f: 4, customers: 30, revenue: 3000, days: [50, 40, 60], orders: [2, 3] },
  { r: 1, f: 1, customers: 40, revenue: 500, days: [64, 61, 69], orders: [1, 1] },
  { segment: 'at_risk', customers: 30, revenue: 3000, days: [50, 40, 60], orders: [2, 3] },
  { segment: 'champions', customers: 10, revenue: 6000, days: [2, 0, 9], orders: [6, 9] },
  { segment: 'lost', customers: 40, revenue: 500, days: [64, 61, 69], orders: [1, 1] },
  { segment: 'new_customers', customers: 20, revenue: 500, days: [8, 0, 9], orders: [1, 1] },
  { customers: 100, revenue: 10_000, days: [54, 0, 69], orders: [1, 9] },
  ...[
    [0, 30],
    [10, 0],
    [60, 70],
  ].map(([low = 0, customers = 0]): Row => {
    return {
      part: 'bin',
      measure: 'recency',
      low,
      high: low + 10,
      customers,
      revenue: 0,
      days: null,
      orders: null,
    };
  }),
  {
    part: 'limit',
    measure: 'recency',
    r: 5,
    low: 0,
    high: 9,
    customers: 0,
    revenue: 0,
    days: null,
    orders: null,
  },
  {
    part: 'limit',
    measure: 'recency',
    r: 1,
    low: 40,
    high: 69,
    customers: 0,
    revenue: 0,
    days: null,
    orders: null,
  },
];
const nobody: readonly Row[] = [{ customers: 0, revenue: 0, days: null, orders: null }];

function tableOf(all: readonly Row[]): Table {
  const numbers = (of: (row: Row) => number | null) => vectorFromArray(all.map(of), new Float64());
  const words = (of: (row: Row) => string | null) => vectorFromArray(all.map(of), new Utf8());
  return new Table({
    part: words(({ part, r, segment }) => part ?? (r ? 'cell' : segment ? 'group' : 'total')),
    measure: words(({ measure }) => measure ?? null),
    low: numbers(({ low }) => low ?? null),
    high: numbers(({ high }) => high ?? null),
    r: numbers(({ r }) => r ?? null),
    f: numbers(({ f }) => f ?? null),
    segment: words(({ segment }) => segment ?? null),
    customers: numbers(({ customers }) => customers),
    revenue: numbers(({ revenue }) => revenue),
    median_days: numbers(({ days }) => days?.[0] ?? null),
    min_days: numbers(({ days }) => days?.[1] ?? null),
    max_days: numbers(({ days }) => days?.[2] ?? null),
    min_orders: numbers(({ orders }) => orders?.[0] ?? null),
    max_orders: numbers(({ orders }) => orders?.[1] ?? null),
    anonymous_orders: numbers(() => 7),
    anonymous_revenue: numbers(() => 70),
  });
}

const cellElement = (): HTMLElement | null => document.querySelector<HTMLElement>('[data-cell=rfm]');

async function show(
  all: readonly Row[] = rows,
  state = 'ready',
  filter = new CrossFilter(),
): Promise<{ run: ReturnType<typeof vi.fn>; onParams: ReturnType<typeof vi.fn> }> {
  const kind = cells.find((cell) => cell.kind === 'rfm');
  if (!kind) throw new Error('No RFM cell');
  const run = vi.fn<(sql: string) => Promise<Table>>(() => Promise.resolve(tableOf(all)));
  const onParams = vi.fn<(params: Params) => void>();
  const format = createFormatter('en', 'EUR');
  render(Framed, { props: { kind, params: {}, onParams, context, format, run, filter } });
  await vi.waitFor(() => expect(cellElement()?.dataset['state']).toBe(state));
  return { run, onParams };
}

const text = (selector: string): string =>
  (document.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
const announced = (): string => text('[role=application] [aria-live]');

afterEach(async () => {
  vi.restoreAllMocks();
  await page.viewport(414, 896);
  document.documentElement.removeAttribute('data-theme');
});

describe('the RFM cell', () => {
  it('stands after the cohorts, and a new notebook holds it', () => {
    const kinds = cells.map(({ kind }) => kind);
    expect(kinds.indexOf('rfm')).toBeGreaterThan(kinds.indexOf('cohorts'));
    expect(defaultCells).toContain('rfm');
  });

  it('finds its champions and who is slipping away', async () => {
    const { run } = await show();
    expect(text('.finding')).toBe(
      '10 Champions (10.0% of customers) bring 60.0% of net revenue. 30 customers worth €3,000.00 so far are slipping away (At risk or Cannot lose them).',
    );
    expect(run.mock.calls[0]?.[0]).toContain("CASE 'quintile'");
    expect(run.mock.calls[0]?.[0]).not.toMatch(/^[^-]*\$[a-z]/m);
  });

  it('reads the grid with the arrow keys', async () => {
    await show();
    (page.getByRole('application').first().element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(announced()).toContain('Frequency 1 · all recencies. 60 customers (60.0% of all)');
    await userEvent.keyboard('{ArrowDown}{End}');
    expect(announced()).toBe(
      'Recency 5 · frequency 5. 10 customers (10.0% of all). €6,000.00 net revenue (60.0% of all). €600.00 per customer. Days since the last order: 0–9. Orders per customer: 6–9. Click or press Enter to select these customers',
    );
    await userEvent.keyboard('{ArrowDown}');
    expect(announced()).toContain('No customer has these scores.');
  });

  it('writes the shares in the cells, darkest where they are highest', async () => {
    await show();
    const written = (): (string | null)[] =>
      [...document.querySelectorAll('[role=application] svg text')].map(({ textContent }) => textContent);
    expect(written()).toEqual(expect.arrayContaining(['60', '30', '5.0', 'F5', 'R5 · 0–9', 'All']));
    await page.viewport(1000, 800);
    await vi.waitFor(() =>
      expect(written()).toEqual(expect.arrayContaining(['60', 'F5 · 6–9', 'R5 · 0–9 days', 'Customers'])),
    );
    const fills = (): (string | null)[] =>
      [...document.querySelectorAll('[role=application] rect')].map((rect) => rect.getAttribute('fill'));
    expect(fills().filter((fill) => fill === '#0b5a50')).toHaveLength(1);
    document.documentElement.dataset['theme'] = 'dark';
    await vi.waitFor(() => expect(fills().filter((fill) => fill === '#6fd8c5')).toHaveLength(1));
  });

  it('lists each group with its share, its action and the reason', async () => {
    await show();
    const names = [...document.querySelectorAll<HTMLElement>('[data-group]')].map(
      ({ dataset }) => dataset['group'],
    );
    expect(names).toEqual(['champions', 'new_customers', 'at_risk', 'lost']);
    const risk = text('[data-group=at_risk]');
    expect(risk).toContain('30.0% of revenue');
    expect(risk).toContain('30 customers (30.0%), €3,000.00; median 50 days since the last order');
    expect(risk).toContain('Send a win-back message with what is new. They were good customers');
    expect(text('[data-cell=rfm]')).toContain('Nobody is in: Loyal, Potential loyalists, Promising,');
    expect(text('[data-cell=rfm]')).toContain('7 anonymous orders (€70.00) are not in it');
    expect(text('[data-cell=rfm]')).toContain('as of Mar 10, 2024');
  });

  it('selects the customers of cells of the grid, one click or key at a time', async () => {
    const filter = new CrossFilter();
    await show(rows, 'ready', filter);
    const grid = page.getByRole('application').first();
    (grid.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}{End}{Enter}');
    expect(filter.clauses).toEqual([
      {
        type: 'points',
        source: 'rfm',
        columns: ['recency_quintile', 'frequency_quintile'],
        values: [
          [5, 1],
          [5, 5],
        ],
      },
    ]);
    await vi.waitFor(() => expect(document.querySelectorAll('.chosen')).toHaveLength(2));
    await userEvent.keyboard('{Enter}');
    expect(filter.clauses).toMatchObject([{ values: [[5, 1]] }]);
    // Nobody is in the cell below.
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(filter.clauses).toMatchObject([{ values: [[5, 1]] }]);
  });

  it('selects the customers of a group in place of a cell', async () => {
    const filter = new CrossFilter();
    await show(rows, 'ready', filter);
    const group = page.getByRole('button', { name: 'Champions' });
    await group.click();
    await page.getByRole('button', { name: 'At risk' }).click();
    expect(filter.clauses).toEqual([
      {
        type: 'points',
        source: 'rfm',
        columns: ['rfm_group_quintile'],
        values: [['champions'], ['at_risk']],
      },
    ]);
    await expect.element(group).toHaveAttribute('aria-pressed', 'true');
    expect(text('[data-group=champions]')).toContain('✓ Champions');
    await group.click();
    await expect.element(group).toHaveAttribute('aria-pressed', 'false');
    expect(filter.clauses).toMatchObject([{ values: [['at_risk']] }]);
  });

  it('draws how a measure is spread, and says the scores of each bar', async () => {
    await show();
    const figure = page.getByRole('application', { name: 'Days since the last order' });
    (figure.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}');
    const said = (): string => (figure.element().querySelector('[aria-live]')?.textContent ?? '').trim();
    expect(said()).toBe('0 to less than 10. 30 customers. Score: 5');
    await userEvent.keyboard('{End}');
    expect(said()).toBe('60 or more. 70 customers. Score: 1');
  });

  it('offers the methods and keeps the choice', async () => {
    const { onParams } = await show();
    await page.getByRole('combobox', { name: 'Scores' }).selectOptions('3x3x3');
    expect(onParams).toHaveBeenCalledWith(expect.objectContaining({ method: '3x3x3' }));
  });

  it('shows groups and grid in its table', async () => {
    await show();
    await page.getByRole('button', { name: 'Table' }).click();
    const written = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent ?? '');
    expect(written).toHaveLength(1 + 4 + 4);
    expect(written.at(-1)).toContain('Recency 1 · frequency 1');
  });

  it('draws the grid and the groups in a download', async () => {
    await show();
    let saved: Blob | undefined;
    vi.spyOn(URL, 'createObjectURL').mockImplementation((object) => {
      if (object instanceof Blob) saved = object;
      return 'blob:kept';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    await page.getByRole('button', { name: 'Download' }).click();
    await page.getByRole('menuitem', { name: 'Drawing (SVG)' }).click();
    await vi.waitFor(() => expect(saved).toBeDefined());
    const drawing = await saved?.text();
    expect(drawing).toContain('R5 · 0–9');
    expect(drawing).toContain('30.0% of revenue · 30 customers');
  });

  it('says what to add when no order names a customer', async () => {
    await show(nobody, 'empty');
    await expect.element(page.getByText('No order names its customer', { exact: false })).toBeVisible();
  });
});
