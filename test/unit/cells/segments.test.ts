import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFormatter } from '../../../src/cells/formatter';
import { overlapsOf } from '../../../src/cells/segments/overlaps';
import { segmentsKind } from '../../../src/cells/segments/segments';
import { segmentsView } from '../../../src/cells/segments/view';
import { filterSql } from '../../../src/filter/sql';
import { compileSegments } from '../../../src/segments/compile';
import { contextOf, deriveSummary, runCell } from '../../fixtures/cells';
import type { NativeDatabase } from '../../fixtures/native-database';
import { openSampleShop } from '../../fixtures/sample-shop';

const format = createFormatter('en', 'EUR');
const asOf = new Date('2026-09-30T23:59:59Z');

describe('the segments cell on the sample shop', () => {
  let database: NativeDatabase;
  const ask = async (filter: string | null = null) => {
    await deriveSummary(database, { currency: 'EUR', asOf });
    const { segments } = await compileSegments({}, (sql) => database.rows(sql));
    const context = contextOf(asOf, { scope: { currency: 'EUR', filter }, segments });
    const { result, params } = await runCell(database, segmentsKind, {}, context);
    return { result, params, context, view: segmentsView(result, segments) };
  };
  beforeAll(async () => {
    database = await openSampleShop();
  });
  afterAll(() => database.close());

  it('says how few carry half, and who is leaving', async () => {
    const { result, params, context, view } = await ask();
    const best = view.segments.find(({ segment }) => segment.id === 'highest_value');
    const [share, part] = [
      format.percent(best?.customerShare ?? null),
      format.percent(best?.netShare ?? null),
    ];
    const finding = segmentsKind.finding(result, params, context, format);
    expect(finding).toContain(
      `${format.integer(best?.customers ?? 0)} customers (${share} of all) bring ${part}`,
    );
    expect(finding).toMatch(/At risk of leaving: [\d,]+ customers, worth €[\d,.]+ so far\.$/);
    // The fewest who bring half bring half, and without the least of them they would not.
    expect(best?.netShare).toBeGreaterThanOrEqual(0.5);
    expect(best?.netShare).toBeLessThan(0.51);
  });

  it('has a row for each segment and a column for each overlap, equal to a count of their own', async () => {
    const { result, params, context, view } = await ask();
    const { columns, rows } = segmentsKind.table(result, params, context, format);
    expect(rows).toHaveLength(1 + context.segments.length);
    const [row] = await database.rows<{ both: number; loyal: number }>(
      `SELECT count(*) FILTER (segment_loyal AND segment_vip) AS both, count(*) FILTER (segment_loyal) AS loyal
FROM derived.customer_summary`,
    );
    const loyal = rows.find(({ values }) => values['segment'] === 'Loyal');
    expect(loyal?.values['also_vip']).toBeCloseTo((row?.both ?? 0) / (row?.loyal ?? 1), 12);
    const occupied = view.segments.filter(({ customers }) => customers > 0);
    expect(columns.filter(({ key }) => key.startsWith('also_'))).toHaveLength(occupied.length);
    const figure = overlapsOf(view, format, 700);
    expect(figure.rows).toHaveLength(occupied.length);
    expect(figure.rows.every(({ cells }) => cells.length === occupied.length)).toBe(true);
  });

  it('counts within the filter, by its own columns too', async () => {
    const clause = {
      type: 'points' as const,
      source: 'segments',
      columns: ['segment_vip'],
      values: [[true]],
    };
    const whole = await ask();
    const { view, result, params, context } = await ask(filterSql([clause]));
    const vip = whole.view.segments.find(({ segment }) => segment.id === 'vip');
    expect(view.total.customers).toBe(vip?.customers);
    expect(view.segments.find(({ segment }) => segment.id === 'loyal')?.customers).toBe(
      vip?.shared[whole.context.segments.findIndex(({ id }) => id === 'loyal')],
    );
    expect(segmentsKind.empty(result, context)).toBeNull();
    expect(segmentsKind.finding(result, params, context, format)).toContain(
      format.integer(vip?.customers ?? 0),
    );
    const nobody = await ask('false');
    expect(segmentsKind.empty(nobody.result, nobody.context)).not.toBeNull();
  });
});
