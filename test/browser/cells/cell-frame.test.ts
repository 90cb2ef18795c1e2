import { page, userEvent } from 'vitest/browser';
import type { Table } from 'apache-arrow';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/app.css';
import { cells } from '../../../src/cells';
import { createFormatter } from '../../../src/cells/formatter';
import type { AnyCell, Params } from '../../../src/cells/kind';
import { CrossFilter } from '../../../src/filter/cross-filter.svelte';
import { TenureError } from '../../../src/schema/errors';
import Framed from './Framed.svelte';
import { cohortTable, context } from './shop';

function cohorts(): AnyCell {
  const kind = cells.find((cell) => cell.kind === 'cohorts');
  if (!kind) throw new Error('No cohorts cell');
  return kind;
}

type Run = (sql: string, signal: AbortSignal) => Promise<Table>;

function frame(
  run: Run,
  onParams: (params: Params) => void = () => undefined,
  params: Params = {},
  filter = new CrossFilter(),
) {
  const format = createFormatter('en', 'EUR');
  return render(Framed, { props: { kind: cohorts(), params, onParams, context, format, run, filter } });
}

const answer: Run = () => Promise.resolve(cohortTable());
const state = (): string | undefined =>
  document.querySelector<HTMLElement>('[data-cell=cohorts]')?.dataset['state'];
const ready = (): Promise<void> => vi.waitFor(() => expect(state()).toBe('ready'));
const announced = (): string => document.querySelector('[role=application] [aria-live]')?.textContent ?? '';

afterEach(() => {
  vi.restoreAllMocks();
  document.documentElement.removeAttribute('data-theme');
});

describe('CellFrame', () => {
  it('asks, finds and draws', async () => {
    const run = vi.fn(answer);
    frame(run);
    await ready();
    await expect.element(page.getByRole('heading', { level: 2 })).toBeVisible();
    await expect
      .element(page.getByText('Of the customers who first bought in a month, 40.0%', { exact: false }))
      .toBeVisible();
    expect(run).toHaveBeenCalledOnce();
    expect(run.mock.calls[0]?.[0]).toMatch(/^WITH scope_shop AS/);
    expect(run.mock.calls[0]?.[0]).toContain("date_trunc('month'");
    expect(run.mock.calls[0]?.[0]).not.toMatch(/\$[a-z]/);
  });

  it('reads values with the arrow keys and says each', async () => {
    frame(answer);
    await ready();
    const figure = page.getByRole('application').first();
    (figure.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}');
    expect(announced()).toContain('Jan 2024 · Month 1');
    expect(announced()).toContain('40.0%');
    expect(announced()).toContain('95 % CI');
    expect(announced()).toContain('40 of 100 customers ordered');
    await userEvent.keyboard('{ArrowRight}');
    expect(announced()).toContain('has not fully passed');
    await userEvent.keyboard('{Escape}');
    expect(announced()).toBe('');
  });

  it('selects the customers of a value with Enter, and lets them go with the space bar', async () => {
    const filter = new CrossFilter();
    const run = vi.fn(answer);
    frame(run, undefined, {}, filter);
    await ready();
    const figure = page.getByRole('application').first();
    (figure.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}');
    expect(announced()).toMatch(/Click or press Enter to select these customers$/);
    await userEvent.keyboard('{Enter}');
    expect(filter.clauses).toEqual([
      { type: 'cohort', source: 'cohorts', period: 'month', start: '2024-01-01', age: 1 },
    ]);
    await vi.waitFor(() => expect(announced()).toMatch(/✓ Selected; click or press Enter to let go$/));
    expect(document.querySelectorAll('.chosen')).toHaveLength(1);
    expect(figure.element().getAttribute('aria-describedby')).not.toBeNull();
    // What was chosen in a cell does not filter it.
    expect(run).toHaveBeenCalledOnce();
    await userEvent.keyboard(' ');
    expect(filter.clauses).toEqual([]);
    await vi.waitFor(() => expect(document.querySelectorAll('.chosen')).toHaveLength(0));
    await userEvent.keyboard('{ArrowUp}{Enter}');
    expect(filter.clauses).toEqual([]);
  });

  it('asks anew under the filter of another figure, and says whom it counts', async () => {
    const filter = new CrossFilter();
    const run = vi.fn(answer);
    frame(run, undefined, {}, filter);
    await ready();
    filter.set({ type: 'interval', source: 'other', column: 'orders', low: 2, high: 9 });
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2));
    expect(run.mock.calls[1]?.[0]).toContain('"orders" BETWEEN 2 AND 9');
    await expect
      .element(page.getByText('Of the 158 customers selected: Of the customers who', { exact: false }))
      .toBeVisible();
  });

  it('says the value under the pointer', async () => {
    frame(answer);
    await ready();
    const figure = page.getByRole('application').first();
    await userEvent.hover(figure, { position: { x: 200, y: 62 } });
    expect(announced()).toContain('customers ordered');
  });

  it('has a table with the same numbers, the running month unknown', async () => {
    frame(answer);
    await ready();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    const rows = [...document.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].slice(0, 6).map((cell) => cell.textContent),
    );
    expect(rows).toEqual([
      ['Weighted average', '158', '€14.37', '100.0%', '40.0%', '—'],
      ['Jan 2024', '100', '€15.50', '100.0%', '40.0%', '—'],
      ['Feb 2024', '50', '€12.60', '100.0%', '—', ''],
      ['Mar 2024', '8', '€11.25', '—', '', ''],
    ]);
  });

  it('shows the statement that ran', async () => {
    const run = vi.fn(answer);
    frame(run);
    await ready();
    await page.getByRole('button', { name: 'SQL', exact: true }).click();
    expect(document.querySelector('pre')?.textContent).toBe(run.mock.calls[0]?.[0]);
  });

  it('hands its parameters up, and asks anew only when the statement differs', async () => {
    const run = vi.fn(answer);
    const onParams = vi.fn<(params: Params) => void>();
    const screen = frame(run, onParams);
    await ready();
    await page.getByLabelText('Measure').selectOptions('clv');
    expect(onParams).toHaveBeenLastCalledWith(expect.objectContaining({ measure: 'clv' }));
    await screen.rerender({ params: { measure: 'clv' } });
    await expect.element(page.getByText('EUR per customer, from the first period on').first()).toBeVisible();
    expect(run).toHaveBeenCalledOnce();
    await screen.rerender({ params: { measure: 'clv', period: 'quarter' } });
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2));
    await screen.rerender({ context: { ...context, revision: 2 } });
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(3));
  });

  it('ends the query that a newer one replaces, and keeps the old result meanwhile', async () => {
    const signals: AbortSignal[] = [];
    let isSlow = false;
    const run: Run = (_sql, signal) => {
      signals.push(signal);
      return isSlow ? new Promise(() => undefined) : answer(_sql, signal);
    };
    const screen = frame(run);
    await ready();
    isSlow = true;
    await screen.rerender({ params: { period: 'week' } });
    await vi.waitFor(() => expect(state()).toBe('loading'));
    expect(document.querySelector('.stale svg')).not.toBeNull();
    await screen.rerender({ params: { period: 'quarter' } });
    await vi.waitFor(() => expect(signals).toHaveLength(3));
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true, false]);
    await screen.unmount();
    expect(signals[2]?.aborted).toBe(true);
  });

  it('says why it failed and tries again', async () => {
    const run = vi
      .fn<Run>()
      .mockRejectedValueOnce(new TenureError('engine_memory'))
      .mockImplementation(answer);
    frame(run);
    await vi.waitFor(() => expect(state()).toBe('failed'));
    await expect.element(page.getByRole('alert')).toBeVisible();
    await page.getByRole('button', { name: 'Try again' }).click();
    await ready();
    expect(page.getByRole('alert').elements()).toHaveLength(0);
  });

  it('says what to add when no order names a customer', async () => {
    frame(() => Promise.resolve(cohortTable().slice(0, 0)));
    await vi.waitFor(() => expect(state()).toBe('empty'));
    await expect.element(page.getByText('No order names its customer', { exact: false })).toBeVisible();
  });

  it('draws anew for the other theme', async () => {
    frame(answer);
    await ready();
    const fills = (): (string | null)[] =>
      [...document.querySelectorAll('[role=application] rect')].map((rect) => rect.getAttribute('fill'));
    await vi.waitFor(() => expect(fills().length).toBeGreaterThan(3));
    const light = fills();
    document.documentElement.dataset['theme'] = 'dark';
    await vi.waitFor(() => expect(fills()).not.toEqual(light));
  });
});

describe('downloads', () => {
  async function save(item: string): Promise<{ name: string; blob: Blob }> {
    let blob: Blob | undefined;
    let name = '';
    vi.spyOn(URL, 'createObjectURL').mockImplementation((object) => {
      if (object instanceof Blob) blob = object;
      return 'blob:kept';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      name = this.download;
    });
    await page.getByRole('button', { name: 'Download' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await vi.waitFor(() => expect(name).not.toBe(''));
    if (!blob) throw new Error('Nothing was saved');
    return { name, blob };
  }

  it('saves the table as CSV', async () => {
    frame(answer);
    await ready();
    const { name, blob } = await save('Table (CSV)');
    const bytes = new Uint8Array(await blob.arrayBuffer());
    expect(name).toBe('tenure-cohorts-shop.csv');
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head, , january] = new TextDecoder().decode(bytes).split('\r\n');
    expect(head).toMatch(/^First purchase,Customers,"CLV so far, per customer",Month 0,Month 1,Month 2/);
    expect(january).toMatch(/^Jan 2024,100,15.5,1,0.4,,/);
  });

  it('saves a drawing that needs no style sheet and says what it is', async () => {
    frame(answer);
    await ready();
    const { name, blob } = await save('Drawing (SVG)');
    const text = await blob.text();
    expect(name).toBe('tenure-cohorts-shop.svg');
    expect(text).not.toMatch(/var\(|currentColor|<style|class=/);
    expect(text).toContain('Tenure · shop.csv · as of Mar 10, 2024');
    expect(text).toContain('Of the customers who first bought in a month');
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    expect(parsed.querySelector('parsererror')).toBeNull();
    expect(parsed.documentElement.querySelectorAll(':scope > svg')).toHaveLength(2);
  });

  it('saves an image', async () => {
    frame(answer);
    await ready();
    vi.spyOn(URL, 'revokeObjectURL');
    const saved: { name: string; blob: Blob }[] = [];
    const make = URL.createObjectURL.bind(URL);
    let last: Blob | undefined;
    vi.spyOn(URL, 'createObjectURL').mockImplementation((object) => {
      if (object instanceof Blob) last = object;
      return make(object);
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      if (last) saved.push({ name: this.download, blob: last });
    });
    await page.getByRole('button', { name: 'Download' }).click();
    await page.getByRole('menuitem', { name: 'Image (PNG)' }).click();
    await vi.waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.name).toBe('tenure-cohorts-shop.png');
    const image = await createImageBitmap(saved[0]?.blob ?? new Blob());
    expect(image.width).toBeGreaterThan(640);
  });

  it('opens, moves and closes its menu by keyboard', async () => {
    frame(answer);
    await ready();
    const button = page.getByRole('button', { name: 'Download' });
    (button.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByRole('menuitem', { name: 'Table (CSV)' })).toHaveFocus();
    await userEvent.keyboard('{End}');
    await expect.element(page.getByRole('menuitem', { name: 'Drawing (SVG)' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(button).toHaveFocus();
    expect(page.getByRole('menu').elements()).toHaveLength(0);
  });
});
