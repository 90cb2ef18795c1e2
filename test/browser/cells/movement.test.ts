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
import type { Derivation } from '../../../src/summary/build';
import Framed from './Framed.svelte';
import { context } from './shop';

interface Row {
  was?: string;
  place: string;
  date?: string;
  customers: number;
  before?: number;
  since?: number;
}

/** Of 100 customers then 30 slipped, 10 rose and 60 stayed; 20 are new. Each date is six months before or the as-of. */
const moves: readonly Row[] = [
  { was: 'loyal', place: 'loyal', customers: 40, before: 4000, since: 2000 },
  { was: 'loyal', place: 'at_risk', customers: 30, before: 12_000, since: 500 },
  { was: 'lost', place: 'loyal', customers: 10, before: 0, since: 800 },
  { was: 'lost', place: 'lost', customers: 20, before: 0, since: 0 },
  { place: 'new_customers', customers: 20, before: 0, since: 900 },
];
const sizes: readonly Row[] = [
  { place: 'loyal', date: '2023-09-10', customers: 70 },
  { place: 'lost', date: '2023-09-10', customers: 30 },
  { place: 'loyal', date: '2024-03-10', customers: 50 },
  { place: 'at_risk', date: '2024-03-10', customers: 30 },
  { place: 'lost', date: '2024-03-10', customers: 20 },
  { place: 'new_customers', date: '2024-03-10', customers: 20 },
];

function tableOf(all: readonly Row[]): Table {
  const numbers = (of: (row: Row) => number | null) => vectorFromArray(all.map(of), new Float64());
  const words = (of: (row: Row) => string | null) => vectorFromArray(all.map(of), new Utf8());
  return new Table({
    part: words(({ date }) => (date === undefined ? 'move' : 'size')),
    was: words(({ was }) => was ?? null),
    place: words(({ place }) => place),
    date: numbers(({ date }) => (date === undefined ? null : Date.parse(`${date}T12:00:00Z`))),
    customers: numbers(({ customers }) => customers),
    net_before: numbers(({ before }) => before ?? null),
    net_since: numbers(({ since }) => since ?? null),
    days_before: numbers(() => 365),
    days_since: numbers(() => 182.5),
  });
}

const cellElement = (): HTMLElement | null => document.querySelector<HTMLElement>('[data-cell=movement]');

async function show(
  all: readonly Row[] = [...moves, ...sizes],
  { params = {}, state = 'ready', filter = new CrossFilter() } = {},
) {
  const kind = cells.find((cell) => cell.kind === 'movement');
  if (!kind) throw new Error('No movement cell');
  const run = vi.fn<(sql: string, signal: AbortSignal, tables: readonly Derivation[]) => Promise<Table>>(() =>
    Promise.resolve(tableOf(all)),
  );
  const onParams = vi.fn<(changed: Params) => void>();
  const format = createFormatter('en', 'EUR');
  render(Framed, { props: { kind, params, onParams, context, format, run, filter } });
  await vi.waitFor(() => expect(cellElement()?.dataset['state']).toBe(state));
  return { run, onParams };
}

const text = (selector: string): string =>
  (document.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
const announced = (): string => text('[role=application] [aria-live]');
const focusFlow = (): void => {
  (page.getByRole('application').first().element() as HTMLElement).focus();
};

afterEach(async () => {
  vi.restoreAllMocks();
  await page.viewport(414, 896);
});

describe('the movement cell', () => {
  it('stands after the segments, and a new notebook holds it', () => {
    const kinds = cells.map(({ kind }) => kind);
    expect(kinds.indexOf('movement')).toBeGreaterThan(kinds.indexOf('segments'));
    expect(defaultCells).toContain('movement');
  });

  it('finds the most costly move, and counts everybody', async () => {
    const { run } = await show();
    expect(text('.finding')).toBe(
      '30 customers moved from Loyal to At risk since Sep 10, 2023: they spent €12,000.00 a year before, €1,000.00 a year since. In all, 40 customers (40.0% of the 100 customers of then) are in another group now; 20 customers came since.',
    );
    const [sql, , tables] = run.mock.calls[0] ?? [];
    expect(sql).toContain("query_table('derived.movement_6_groups')");
    expect(tables?.map(({ name }) => name)).toEqual(['movement_6_groups']);
    expect(tables?.[0]?.sql).toContain('2023-09-10 12:00:00.000, 2023-10-10 12:00:00.000');
  });

  it('reads ends and flows with the arrow keys', async () => {
    await show();
    focusFlow();
    await userEvent.keyboard('{ArrowDown}');
    expect(announced()).toBe('Loyal, Sep 10, 2023. 70 customers');
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(announced()).toContain(
      'From Loyal to At risk. 30 customers. Net per year: €12,000.00 before, €1,000.00 since. €11,000.00 a year less.',
    );
    await userEvent.keyboard('{Home}{ArrowDown}{ArrowDown}');
    expect(announced()).toBe('Not yet customers, Sep 10, 2023. 20 customers');
    await userEvent.keyboard('{ArrowRight}');
    expect(announced()).toContain(
      'From Not yet customers to New customers. 20 customers. Net per year since: €1,800.00',
    );
  });

  it('draws every end at either side, on a phone too', async () => {
    for (const width of [360, 1000]) {
      await page.viewport(width, 800);
      await show();
      const written = [...document.querySelectorAll('[role=application] svg')][0]?.textContent ?? '';
      for (const count of ['70', '30', '20', '50']) expect(written).toContain(`  ${count}`);
      const svg = document.querySelector('[role=application] svg');
      expect(svg?.querySelectorAll('[aria-label=area] path')).toHaveLength(moves.length);
      document.body.replaceChildren();
    }
  });

  it('selects by the present group, from an end or a flow', async () => {
    const filter = new CrossFilter();
    await show(undefined, { filter });
    focusFlow();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(filter.clauses).toEqual([]);
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{Enter}');
    expect(announced()).toContain('Selecting takes everybody who is in At risk now.');
    expect(filter.clauses).toEqual([
      { type: 'points', source: 'movement', columns: ['rfm_group_quintile'], values: [['at_risk']] },
    ]);
    await vi.waitFor(() => expect(document.querySelectorAll('.chosen')).toHaveLength(1));
    await userEvent.keyboard('{Enter}');
    expect(filter.clauses).toEqual([]);
  });

  it('offers spans and families, and keeps the choice', async () => {
    const { onParams } = await show();
    await page.getByRole('combobox', { name: 'Compared with' }).selectOptions('12 months before');
    expect(onParams).toHaveBeenCalledWith(expect.objectContaining({ span: '12' }));
    // The shop of this test has no segments to offer.
    await expect.element(page.getByRole('combobox', { name: 'Groups' })).not.toHaveTextContent('segment');
  });

  it('shows flows and sizes in its table', async () => {
    await show();
    await page.getByRole('button', { name: 'Table' }).click();
    const written = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent ?? '');
    expect(written).toHaveLength(moves.length + 7 * 4);
    expect(written[1]).toMatch(/Loyal.*At risk.*30.*25.0%.*€11,000.00/s);
  });

  it('says when there is nobody to speak of', async () => {
    await show([], { state: 'empty' });
    await expect.element(page.getByText('No order names its customer', { exact: false })).toBeVisible();
  });
});
