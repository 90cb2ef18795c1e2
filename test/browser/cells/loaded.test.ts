import { page, userEvent } from 'vitest/browser';
import { Float64, Table, Utf8, vectorFromArray } from 'apache-arrow';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/app.css';
import { cells } from '../../../src/cells';
import { createFormatter } from '../../../src/cells/formatter';
import type { AnyCell } from '../../../src/cells/kind';
import type { LoadedHost } from '../../../src/cells/loaded/host';
import type { ImportReport } from '../../../src/import/types';
import { defaultPolicies } from '../../../src/schema/policies';
import LoadedCell from './LoadedCell.svelte';
import { context } from './shop';

type Step = readonly [currency: string, step: string, orders: number | null, amount: number];

const euros: readonly Step[] = [
  ['EUR', 'file_gross', 3, 100],
  ['EUR', 'discount', null, -20.5],
  ['EUR', 'net', 3, 79.5],
];
const pounds: readonly Step[] = [
  ['GBP', 'file_gross', 1, 8],
  ['GBP', 'net', 1, 8],
];

function answer(steps: readonly Step[]): Table {
  const rows = steps.length > 0 ? steps : [[null, null, null, null] as const];
  const all = (value: number) =>
    vectorFromArray(
      rows.map(() => value),
      new Float64(),
    );
  const numbers = (values: (number | null)[]) => vectorFromArray(values, new Float64());
  const texts = (values: (string | null)[]) => vectorFromArray(values, new Utf8());
  const orders = steps.reduce((sum, [, step, count]) => sum + (step === 'net' ? (count ?? 0) : 0), 0);
  return new Table({
    file_rows: all(5),
    rows_apart: all(0),
    orders_kept: all(orders),
    customers: all(2),
    currency: texts(rows.map(([currency]) => currency)),
    step: texts(rows.map(([, step]) => step)),
    rows: numbers(rows.map(() => null)),
    orders: numbers(rows.map(([, , count]) => count)),
    amount: numbers(rows.map(([, , , amount]) => amount)),
  });
}

const report: ImportReport = {
  files: [
    { fileId: 1, name: 'shop.csv', profile: 'generic', rows: 5, outcomes: [{ outcome: 'kept', rows: 5 }] },
  ],
  rows: 5,
  orders: 3,
  anonymousOrders: 0,
  customers: 2,
  currencies: ['EUR'],
  from: '2024-01-01T00:00:00',
  to: '2024-03-10T12:00:00',
  outcomes: [{ outcome: 'kept', rows: 5 }],
  bridge: [],
  policies: defaultPolicies,
  hasCosts: false,
  attributes: { names: [], dropped: [] },
};

function loaded(): AnyCell {
  const kind = cells.find((cell) => cell.kind === 'loaded');
  if (!kind) throw new Error('No loaded cell');
  return kind;
}

async function show(steps: readonly Step[], changes: Partial<LoadedHost> = {}): Promise<HTMLElement> {
  const host: LoadedHost = {
    report,
    isSample: false,
    policies: defaultPolicies,
    rows: () => Promise.resolve([]),
    effects: () => Promise.resolve([]),
    setPolicy: () => undefined,
    ...changes,
  };
  const frame = {
    kind: loaded(),
    params: {},
    onParams: () => undefined,
    context,
    format: createFormatter('en', 'EUR'),
    run: () => Promise.resolve(answer(steps)),
  };
  render(LoadedCell, { props: { host, frame } });
  return vi.waitFor(() => {
    const cell = document.querySelector<HTMLElement>('[data-cell=loaded][data-state=ready]');
    if (!cell) throw new Error('not ready');
    return cell;
  });
}

const differences = (cell: HTMLElement): (string | null)[] =>
  [...cell.querySelectorAll('[data-testid=bridge-difference]')].map(({ textContent }) => textContent);

afterEach(() => {
  vi.restoreAllMocks();
});

describe('what was loaded', () => {
  it('tells its finding, its files and its bridge, closed', async () => {
    const cell = await show(euros);
    expect(cell.textContent).toContain('5 rows became 3 orders and 2 customers; every row counts.');
    expect(cell.querySelector('[data-testid=outcomes]')?.textContent).toContain('shop.csv');
    expect(differences(cell)).toEqual(['€0.00']);
    expect(cell.textContent).not.toContain('Simulated');
  });

  it('reads the bridge with the arrow keys, step by step', async () => {
    await show(euros);
    const figure = page.getByRole('application', { name: 'From gross to net' });
    (figure.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(figure.element().querySelector('[aria-live]')?.textContent).toBe('Discounts. -€20.50');
  });

  it('draws each currency by itself, and writes amounts in the table beside their own', async () => {
    const cell = await show([...euros, ...pounds]);
    expect(differences(cell)).toEqual(['€0.00', '£0.00']);
    await vi.waitFor(() => expect(cell.querySelectorAll('.figure svg')).toHaveLength(2));
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    const rows = [...cell.querySelectorAll('caption ~ tbody tr')].map((row) =>
      [...row.children].map(({ textContent }) => textContent),
    );
    expect(rows.at(-1)).toEqual(['GBP', 'Left unexplained', '', '', '0.00']);
    expect(rows).toContainEqual(['GBP', 'Net revenue', '', '1', '8.00']);
  });

  it('has its statement and its files', async () => {
    const cell = await show(euros);
    await page.getByRole('button', { name: 'SQL', exact: true }).click();
    expect(cell.textContent).toContain('FROM totals LEFT JOIN bridge');
    const saved: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    for (const name of ['Table (CSV)', 'Image (PNG)', 'Drawing (SVG)']) {
      await page.getByRole('button', { name: 'Download' }).click();
      await page.getByRole('menuitem', { name, exact: true }).click();
    }
    await vi.waitFor(() =>
      expect(saved.map((name) => name.split('.').at(-1)).sort()).toEqual(['csv', 'png', 'svg']),
    );
  });

  it('says that the sample is simulated, before anything else it draws', async () => {
    const cell = await show(euros, { isSample: true });
    const text = cell.textContent;
    expect(text.indexOf('Simulated shop')).toBeGreaterThan(-1);
    expect(text.indexOf('Simulated shop')).toBeLessThan(text.indexOf('shop.csv'));
  });

  it('passes on a policy that is switched', async () => {
    const setPolicy = vi.fn();
    await show(euros, { setPolicy });
    await page.getByText('Change the rules', { exact: false }).click();
    await page.getByRole('radio').nth(1).click();
    expect(setPolicy).toHaveBeenCalledOnce();
  });

  it('asks for orders while there are none, and offers no rules for them', async () => {
    const cell = await show([]);
    expect(cell.textContent).toContain('5 rows were read, and no order counts yet.');
    expect(cell.textContent).toContain('add a file of orders');
    expect(cell.querySelector('[data-testid=policies], .figure')).toBeNull();
  });
});
