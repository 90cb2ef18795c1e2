import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { NotebookSpec } from '../../../src/notebook/spec';
import { packLink, readLink } from '../../../src/notebook/link';
import { loadDocument, saveDocument } from '../../../src/notebook/storage';
import { Session } from '../../../src/session.svelte';

const session = new Session();
const csv = (name: string, ...lines: string[]) => new File([`${lines.join('\n')}\n`], name);

/** Orders whose columns no profile knows; `mark` makes the header set new to this browser. */
const unknown = (mark: string) =>
  csv(
    `${mark}.csv`,
    `Bestellung ${mark};Wer;Wann;Summe`,
    '1;anna;25/04/2021;12,50',
    '2;berta;05/06/2021;1.013,99',
    '3;anna;07/08/2021;20,00',
    '4;;07/09/2021;0,00',
  );

const mark = () => `t${Math.random().toString(36).slice(2, 10)}`;
const asked = () => vi.waitUntil(() => session.intake.asking, { timeout: 30_000 });
const ordersOf = async (of: Session) =>
  (await (await of.engine()).rows('SELECT count(*) AS n FROM orders'))[0]?.['n'];

async function answer(role: 'customer_id' | null): Promise<void> {
  const { mapping } = await asked();
  session.intake.answer(role ? { ...mapping, roles: { ...mapping.roles, [role]: 1 } } : mapping);
}

beforeEach(async () => {
  await session.clear();
  for (const { id } of session.intake.failures) session.intake.dismiss(id);
});
afterAll(async () => {
  (await session.engine()).dispose();
});

describe('files on their way in', () => {
  test('are asked about once, and remembered for their header set', async () => {
    const name = mark();
    const first = session.open([unknown(name)]);
    await answer('customer_id');
    expect(await first).toMatchObject({ rows: 4, orders: 3, customers: 2 });

    await session.clear();
    expect(await session.open([unknown(name)])).toMatchObject({ orders: 3, customers: 2 });
    expect(session.toasts.list.at(-1)?.text()).toContain(`${name}.csv`);

    session.toasts.list.at(-1)?.action?.run();
    expect((await asked()).file.reading.name).toBe(`${name}.csv`);
    session.intake.skip();
    await session.pending.settled();
    expect(session.report).toBeNull();
  });

  test('that fail are listed with their sentence, and harm nobody', async () => {
    const opened = session.open([new File([], 'empty.csv'), unknown(mark())]);
    await answer('customer_id');
    expect((await opened).orders).toBe(3);
    expect(session.intake.failures.map(({ error }) => error.code)).toEqual(['file_empty']);

    await expect(session.open([new File(['%PDF-1.7'], 'x.csv')])).rejects.toMatchObject({ code: 'file_pdf' });
    expect(session.intake.failures.map(({ error }) => error.code)).toEqual(['file_empty', 'file_pdf']);
    expect(session.report?.orders).toBe(3);
  });

  test('can be skipped, or cancelled at the question, and what was loaded stays', async () => {
    const first = session.open([unknown(mark())]);
    await answer('customer_id');
    await first;
    const second = session.open([unknown(mark())]);
    await asked();
    session.intake.cancel();
    await expect(second).rejects.toMatchObject({ code: 'engine_cancelled' });
    expect(session.intake.failures).toEqual([]);
    expect(await ordersOf(session)).toBe(3);
  });

  test('wait for one another', async () => {
    const first = session.open([unknown(mark())]);
    const second = session.open([csv('again.csv', 'a')]);
    await answer('customer_id');
    expect((await first).orders).toBe(3);
    await expect(second).rejects.toMatchObject({ code: 'file_no_rows' });
  });
});

describe('a view', () => {
  test('is the same on another device: policies, parameters and the meaning of columns', async () => {
    const name = mark();
    const opened = session.open([unknown(name)]);
    await answer('customer_id');
    await opened;
    await session.setPolicy('worthless', 'keep');
    const at = session.notebook.cells.findIndex(({ kind }) => kind === 'cohorts');
    session.notebook.setParams(at, { period: 'week', churnDays: null });
    expect(session.report?.orders).toBe(4);
    const link = await packLink(session.notebook.shared('es', session.context?.scope.currency));
    expect(link).not.toContain(name);

    await session.clear();
    expect(session.notebook.chosenPolicies).toEqual([]);
    const spec = await readLink(link);
    await session.apply({ ...spec, locale: 'en' });
    expect(session.awaitsFile).toBe(true);
    const report = await session.open([unknown(name)]);
    expect(session.awaitsFile).toBe(false);
    expect(report).toMatchObject({ orders: 4, customers: 2 });
    expect(session.notebook.cells[at]).toEqual({
      kind: 'cohorts',
      params: { period: 'week', churnDays: null },
    });
    expect(session.notebook.chosenPolicies).toEqual(['worthless']);
  });

  test('rebuilds what is loaded when it is applied, and goes back', async () => {
    const opened = session.open([unknown(mark())]);
    await answer('customer_id');
    await opened;
    const before = session.context?.revision ?? 0;
    await session.apply({ policies: { worthless: 'keep' } });
    expect(session.report?.orders).toBe(4);
    expect(session.context?.revision).toBeGreaterThan(before);
    await session.setPolicy('worthless', null);
    expect(session.report?.orders).toBe(3);
  });

  test('outlives the visit, without the data', async () => {
    const spec: NotebookSpec = {
      version: 1,
      policies: { tax: 'include' },
      cells: [{ kind: 'clv', params: {} }],
    };
    await saveDocument(spec);
    expect(await loadDocument()).toEqual(spec);
    await session.restore();
    expect(session.notebook.policies.tax).toBe('include');
    expect(session.notebook.cells.map(({ kind }) => kind)).toEqual(['clv']);
  });

  test('never writes down a currency that is no code', () => {
    expect(JSON.stringify(session.notebook.shared('en', 'Ana García'))).not.toContain('Ana');
    expect(session.notebook.shared('en', 'EUR').currency).toBe('EUR');
    expect(session.notebook.shared('en', null).currency).toBeNull();
  });
});
