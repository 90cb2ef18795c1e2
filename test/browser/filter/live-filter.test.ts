/** Mosaic over the real engine and the sample shop: what it counts is what one plain statement counts. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Table } from 'apache-arrow';
import { binsBetween, binsOf, boundsOf, type Measure } from '../../../src/cells/bins';
import type { Clause } from '../../../src/filter/clause';
import { CrossFilter } from '../../../src/filter/cross-filter.svelte';
import { LiveFilter, type LiveHandle } from '../../../src/filter/mosaic';
import { filterSql } from '../../../src/filter/sql';
import type { Engine } from '../../../src/engine/engine.svelte';
import { Session } from '../../../src/session.svelte';

interface Shown {
  readonly source: string | null | undefined;
  readonly bin: string | undefined;
  counts: string;
}

const session = new Session();
let engine: Engine;
const statements: string[] = [];
const derive = vi.fn();

const recency: Measure = { column: 'recency_days', unit: 1, isCount: false };
const orders: Measure = { column: 'orders', unit: 1, isCount: true };
const spans = [
  { measure: recency, bins: binsOf(recency, { low: 0, high: 730, nearly: 650 }) },
  { measure: orders, bins: binsOf(orders, { low: 1, high: 60, nearly: 15 }) },
];

const countsOf = (table: Table): string =>
  JSON.stringify(
    Array.from({ length: table.numRows }, (_, row): [unknown, number] => [
      table.getChild('bin')?.get(row) ?? null,
      Number(table.getChild('customers')?.get(row)),
    ]).sort(([one], [other]) => Number(one) - Number(other)),
  );

async function direct({ bin }: Shown, clauses: readonly Clause[], except?: string): Promise<string> {
  const where = filterSql(clauses, except) ?? 'true';
  const table = await engine.query(
    `SELECT ${bin ?? 'NULL'} AS bin, count(*) AS customers FROM derived.customer_summary WHERE ${where} GROUP BY bin`,
  );
  return bin === undefined && table.numRows === 0 ? '[[null,0]]' : countsOf(table);
}

let live: LiveFilter;
let filter: CrossFilter;
let handles: LiveHandle[];
let views: Shown[];
const fail = vi.fn();

function connect(
  shown: Shown,
  binsOfClause?: (clause: Clause & { type: 'interval' }) => readonly [number, number] | null,
) {
  const { source, bin } = shown;
  views.push(shown);
  handles.push(
    live.connect({
      source,
      ...(bin !== undefined && { bin }),
      ...(binsOfClause && { binsOf: binsOfClause }),
      show: (table) => (shown.counts = countsOf(table)),
      fail,
    }),
  );
}

const brush = (at: 0 | 1, range: readonly [number, number]): Clause => {
  const span = spans[at];
  if (!span) throw new Error('No such figure');
  const { measure, bins } = span;
  return {
    type: 'interval',
    source: `test.${measure.column}`,
    column: measure.column,
    ...boundsOf(bins, measure, range),
  };
};
const spain: Clause = { type: 'points', source: 'test.country', columns: ['country'], values: [['ES']] };
const cohort: Clause = { type: 'cohort', source: 'cohorts', period: 'quarter', start: '2025-10-01', age: 1 };

/** Shows the filter as the page does, and waits until every view says what a plain statement says. */
async function follow(): Promise<void> {
  live.show(filter.clauses);
  await vi.waitFor(
    async () => {
      for (const view of views) {
        const clauses = view.source === undefined ? [] : filter.clauses;
        expect(view.counts, view.source ?? 'all').toBe(await direct(view, clauses, view.source ?? undefined));
      }
    },
    { timeout: 10_000, interval: 30 },
  );
  expect(fail).not.toHaveBeenCalled();
}

const snapshot = (): string[] => views.map(({ counts }) => counts);

beforeAll(async () => {
  await session.openSample();
  await vi.waitUntil(() => session.context, { timeout: 60_000 });
  engine = await session.engine();
});
afterAll(() => engine.dispose());

beforeEach(() => {
  statements.length = 0;
  derive.mockClear();
  fail.mockClear();
  views = [];
  handles = [];
  filter = new CrossFilter();
  live = new LiveFilter(() =>
    Promise.resolve({
      query: (sql, options) => {
        statements.push(sql);
        return engine.query(sql, options);
      },
      derive: (table, sql) => {
        derive(table.name, sql);
        return engine.derive(table, sql);
      },
      forget: (schema) => engine.forget(schema),
    }),
  );
  live.refresh();
  for (const { measure, bins } of spans) {
    connect({ source: `test.${measure.column}`, bin: bins.sql, counts: '' }, (clause) =>
      binsBetween(bins, measure, clause),
    );
  }
  connect({ source: 'test.country', bin: "(country = 'ES')::INTEGER", counts: '' });
  connect({ source: null, bin: undefined, counts: '' });
  connect({ source: undefined, bin: undefined, counts: '' });
  return () => live.dispose();
});

describe('views that follow the filter', () => {
  test('count as a plain statement does while a brush moves, from pre-aggregated tables', async () => {
    await follow();
    filter.preview('test.recency_days', brush(0, [2, 2]));
    await follow();
    expect(derive).toHaveBeenCalled();
    statements.length = 0;
    for (const last of [4, 7, 11, 12, 20]) {
      filter.preview('test.recency_days', brush(0, [2, last]));
      await follow();
    }
    // One statement a move, over what was aggregated before, whatever the number of views.
    const own = statements.filter((sql) => sql.includes('"preagg_'));
    expect(own).toHaveLength(statements.length);
    expect(own).toHaveLength(5);
    filter.set(brush(0, [2, 20]));
    await follow();
  });

  test('are not filtered by their own clause', async () => {
    await follow();
    const [before] = snapshot();
    filter.set(brush(0, [2, 5]));
    await follow();
    expect(snapshot()[0]).toBe(before);
    filter.set(brush(1, [1, 3]));
    await follow();
    expect(snapshot()[0]).not.toBe(before);
  });

  test('follow values and cohorts, and brushes within them', async () => {
    filter.set(spain);
    await follow();
    filter.set(cohort);
    await follow();
    for (const last of [4, 8]) {
      filter.preview('test.orders', brush(1, [0, last]));
      await follow();
    }
    // Not where bins end, as a link from another shop may have it.
    filter.set({ ...brush(0, [1, 2]), low: 17, high: 333 } as Clause);
    await follow();
    filter.set(brush(0, [1, 2]));
    await follow();
    filter.set({ ...brush(0, [1, 2]), low: 18, high: 334 } as Clause);
    await follow();
  });

  test('go back and forth through every state exactly', async () => {
    await follow();
    const states = [snapshot()];
    for (const clause of [brush(0, [2, 9]), spain, brush(1, [0, 2]), brush(0, [3, 5])]) {
      filter.set(clause);
      await follow();
      states.push(snapshot());
    }
    filter.clearAll();
    await follow();
    expect(snapshot()).toEqual(states[0]);
    for (const state of [...states].reverse()) {
      filter.undo();
      await follow();
      expect(snapshot()).toEqual(state);
    }
    expect(filter.canUndo).toBe(false);
    for (const state of states.slice(1)) {
      filter.redo();
      await follow();
      expect(snapshot()).toEqual(state);
    }
  });

  test('end at the last of many moves', async () => {
    for (let last = 2; last < 20; last++) {
      filter.preview('test.recency_days', brush(0, [2, last]));
      live.show(filter.clauses);
    }
    filter.set(spain);
    await follow();
  });

  test('ask anew once the tables are others', async () => {
    filter.set(brush(0, [2, 9]));
    await follow();
    filter.set(brush(1, [0, 0]));
    await follow();
    await engine.derive(
      { schema: 'derived', name: 'customer_summary' },
      "FROM derived.customer_base WHERE country = 'PT'",
    );
    live.refresh();
    await follow();
    filter.set(brush(0, [2, 5]));
    await follow();
    await engine.derive({ schema: 'derived', name: 'customer_summary' }, 'FROM derived.customer_base');
    live.refresh();
    await follow();
  });

  test('say what they ask', async () => {
    filter.set(spain);
    filter.set(brush(1, [1, 1]));
    await follow();
    const sql = handles[1]?.sql() ?? '';
    expect(sql).toContain('IS NOT DISTINCT FROM');
    expect(sql).not.toContain('BETWEEN');
    expect(countsOf(await engine.query(sql))).toBe(views[1]?.counts);
  });

  test('say when their statement fails', async () => {
    live.connect({ source: null, bin: 'no_such_column', show: () => undefined, fail });
    await vi.waitFor(() => expect(fail).toHaveBeenCalled());
    expect(fail.mock.calls[0]?.[0]).toMatchObject({ code: 'engine_sql' });
  });
});
