import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { cells } from '../../src/cells';
import { makeContext } from '../../src/notebook/context';
import type { ImportReport } from '../../src/import/types';
import { scopeSql } from '../../src/schema/scope';
import { bindSql } from '../../src/schema/sql';
import { serveSite } from '../../tools/site';
import { hasShared, sharedPath } from '../fixtures/shared';
import {
  firstVisitBytes,
  timeCsvLoad,
  timeImport,
  timeQuery,
  warmOfflineStart,
  withProfile,
  type Import,
} from './browser';
import { timeBrushing } from './brush';
import { generateOrders } from './generate';
import { importNatively, timeNativeLoad, timeNativeQuery } from './native';
import type { Figure } from './report';

interface DataSet {
  readonly name: string;
  readonly file: string;
  readonly times: number;
  readonly budgets: { readonly painted?: number; readonly loadRatio?: number };
}

async function dataSets(cache: string, large: boolean): Promise<DataSet[]> {
  const sets: DataSet[] = [];
  if (hasShared) {
    const budgets = { painted: 4, loadRatio: 1.6 };
    sets.push({ name: 'Online Retail, 541,909 lines', file: onlineRetail(cache), times: 3, budgets });
  } else console.log('Online Retail is left out: ../shared is not there.');
  sets.push({ name: '1 M orders', file: await generateOrders(cache, 1_000_000), times: 2, budgets: {} });
  if (large) {
    const file = await generateOrders(cache, 10_000_000);
    sets.push({ name: '10 M orders', file, times: 1, budgets: { loadRatio: 1.6 } });
  }
  return sets;
}

function onlineRetail(cache: string): string {
  const file = path.join(cache, 'online_retail.csv');
  if (!existsSync(file)) {
    mkdirSync(cache, { recursive: true });
    writeFileSync(file, gunzipSync(readFileSync(sharedPath('data/online-retail/online_retail.csv.gz'))));
  }
  return file;
}

/** The statements of the cells as the page asks them with its defaults. */
function statements(report: ImportReport): { kind: string; sql: string }[] {
  const data = makeContext(
    report,
    { currency: undefined, asOf: undefined },
    { dataset: '', revision: 0, dimensions: [] },
  );
  const context = { ...data, segments: [], outlook: null };
  return cells
    .filter((cell) => cell.missing(context) === null)
    .map((cell) => {
      const params = v.parse(cell.params, {});
      return { kind: cell.kind, sql: scopeSql(bindSql(cell.sql, cell.bind(params, context)), context.scope) };
    });
}

const budgetOf = (value: number | undefined, of: 'value' | 'ratio') =>
  value === undefined ? {} : { budget: { value, of } };

async function bestOf(times: number, run: () => Promise<number>): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < times; i++) best = Math.min(best, await run());
  return best;
}

/** Reading alone, beside DuckDB's own: what the import's budget is about. */
async function measureCsvLoad(address: string, { name, file, times, budgets }: DataSet): Promise<Figure[]> {
  const native = await timeNativeLoad(file, times);
  const value = await withProfile((_context, page) => bestOf(times, () => timeCsvLoad(page, address, file)));
  return [
    {
      data: name,
      what: 'CSV load, beside native read_csv',
      value: value / 1000,
      native: native / 1000,
      unit: 's',
      ...budgetOf(budgets.loadRatio, 'ratio'),
    },
  ];
}

/** From the drop to the paint, and each cell's query, beside the same import in native DuckDB. */
async function measureImport(address: string, { name, file, times, budgets }: DataSet): Promise<Figure[]> {
  const native = await importNatively(file);
  const asked = statements(native.report);
  const nativeQueries: number[] = [];
  for (const { sql } of asked) nativeQueries.push(await timeNativeQuery(native.database, sql, times));
  await native.database.close();

  return withProfile(async (_context, page) => {
    const runs: Import[] = [];
    for (let i = 0; i < times; i++) runs.push(await timeImport(page, address, file));
    const best = (key: 'imported' | 'painted') => Math.min(...runs.map((run) => run[key])) / 1000;
    const figures: Figure[] = [
      {
        data: name,
        what: 'drop to painted',
        value: best('painted'),
        unit: 's',
        ...budgetOf(budgets.painted, 'value'),
      },
      {
        data: name,
        what: 'whole import, beside the same in native',
        value: best('imported'),
        native: native.milliseconds / 1000,
        unit: 's',
      },
    ];
    for (const [index, { kind, sql }] of asked.entries()) {
      const value = await timeQuery(page, sql, times);
      figures.push({
        data: name,
        what: `query of ${kind}`,
        value,
        native: nativeQueries[index] ?? NaN,
        unit: 'ms',
      });
    }
    return figures;
  });
}

/** From the move of a brush to the paint of every figure that counts under it, and until all other cells have followed. */
async function measureBrush(address: string, name: string, file: string): Promise<Figure[]> {
  const { moves, followed } = await withProfile(async (_context, page) => {
    await timeImport(page, address, file);
    return timeBrushing(page);
  });
  const sorted = [...moves].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
  return [
    { data: name, what: 'brush to all linked figures, median', value: at(0.5), unit: 'ms' },
    {
      data: name,
      what: `brush to all linked figures, p95 of ${String(moves.length)} moves`,
      value: at(0.95),
      unit: 'ms',
      ...budgetOf(50, 'value'),
    },
    { data: name, what: 'end of a brush to all cells, slowest', value: followed / 1000, unit: 's' },
  ];
}

/** A size that is too much for the machine is a row of the report, not the end of it. */
async function attempt(data: string, what: string, measured: Promise<Figure[]>): Promise<Figure[]> {
  try {
    return await measured;
  } catch (error) {
    const [failure = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return [{ data, what, failure }];
  }
}

async function measureData(address: string, set: DataSet): Promise<Figure[]> {
  console.log(`measuring ${set.name} …`);
  return [
    ...(await attempt(set.name, 'CSV load', measureCsvLoad(address, set))),
    ...(await attempt(set.name, 'whole import', measureImport(address, set))),
  ];
}

/** All figures of a run. `cache` keeps the made files between runs. */
export async function measure(dist: string, cache: string, large: boolean): Promise<Figure[]> {
  const figures: Figure[] = [];
  const site = await serveSite(dist);
  for (const set of await dataSets(cache, large)) figures.push(...(await measureData(site.address, set)));
  const name = '1 M orders, 200,000 customers';
  console.log(`measuring ${name} …`);
  const file = await generateOrders(cache, 1_000_000, 5);
  figures.push(...(await attempt(name, 'brush', measureBrush(site.address, name, file))));
  await site.close();

  const first = await serveSite(dist);
  const bytes = await firstVisitBytes(first);
  await first.close();
  figures.push({
    data: 'the app',
    what: 'first visit, until it works offline',
    value: bytes,
    unit: 'bytes',
    budget: { value: 9_000_000, of: 'value' },
  });
  const warm = (await warmOfflineStart(await serveSite(dist))) / 1000;
  figures.push({
    data: 'the app',
    what: 'warm offline start to first query',
    value: warm,
    unit: 's',
    budget: { value: 1.5, of: 'value' },
  });
  return figures;
}
