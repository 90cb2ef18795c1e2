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
  timeImport,
  timeQuery,
  warmOfflineStart,
  withProfile,
  type Import,
} from './browser';
import { generateOrders } from './generate';
import { importNatively, timeNativeLoad, timeNativeQuery } from './native';
import type { Figure } from './report';

interface DataSet {
  readonly name: string;
  readonly file: string;
  readonly times: number;
  readonly budgets: { readonly painted?: number; readonly importRatio?: number };
}

async function dataSets(cache: string, large: boolean): Promise<DataSet[]> {
  const sets: DataSet[] = [];
  if (hasShared) {
    const budgets = { painted: 4, importRatio: 1.6 };
    sets.push({ name: 'Online Retail, 541,909 lines', file: onlineRetail(cache), times: 3, budgets });
  } else console.log('Online Retail is left out: ../shared is not there.');
  sets.push({ name: '1 M orders', file: await generateOrders(cache, 1_000_000), times: 2, budgets: {} });
  if (large) {
    const file = await generateOrders(cache, 10_000_000);
    sets.push({ name: '10 M orders', file, times: 1, budgets: { importRatio: 1.6 } });
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
  const context = makeContext(
    report,
    { currency: undefined, asOf: undefined },
    { dataset: '', revision: 0, dimensions: [] },
  );
  return cells
    .filter((cell) => cell.missing(context) === null)
    .map((cell) => {
      const params = v.parse(cell.params, {});
      return { kind: cell.kind, sql: scopeSql(bindSql(cell.sql, cell.bind(params, context)), context.scope) };
    });
}

async function measureData(address: string, { name, file, times, budgets }: DataSet): Promise<Figure[]> {
  console.log(`measuring ${name} …`);
  const nativeLoad = await timeNativeLoad(file, times);
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
        ...(budgets.painted === undefined ? {} : { budget: { value: budgets.painted, of: 'value' } }),
      },
      {
        data: name,
        what: 'import, beside native read_csv',
        value: best('imported'),
        native: nativeLoad / 1000,
        unit: 's',
        ...(budgets.importRatio === undefined ? {} : { budget: { value: budgets.importRatio, of: 'ratio' } }),
      },
      {
        data: name,
        what: 'import, beside the same import in native',
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

/** All figures of a run. `cache` keeps the made files between runs. */
export async function measure(dist: string, cache: string, large: boolean): Promise<Figure[]> {
  const figures: Figure[] = [];
  const site = await serveSite(dist);
  for (const set of await dataSets(cache, large)) figures.push(...(await measureData(site.address, set)));
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
