import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ImportSession } from '../../../src/import/session';
import type { ImportReport, Proposal } from '../../../src/import/types';
import { defaultPolicies } from '../../../src/schema/policies';
import { NativeDatabase } from '../../fixtures/native-database';

const shipped = (name: string) =>
  new File([readFileSync(new URL(`../../../public/sample/${name}`, import.meta.url))], name);

describe('the sample shop, imported', () => {
  let database: NativeDatabase;
  let proposals: Proposal[];
  let report: ImportReport;

  beforeAll(async () => {
    database = await NativeDatabase.open();
    const session = new ImportSession(database);
    const control = { signal: new AbortController().signal };
    const names = ['orders.csv.gz', 'products.csv', 'spend.csv', 'survey.csv'];
    const staged = await session.stage(names.map(shipped), control);
    proposals = staged.flatMap((result) => (result.ok ? [result.proposal] : []));
    const choices = proposals.map(({ file, mapping }) => ({ fileId: file.fileId, mapping }));
    report = await session.commit(choices, defaultPolicies, control);
  });
  afterAll(() => database.close());

  test('asks nothing, and knows each file for what it is', () => {
    expect(proposals.map((proposal) => proposal.content)).toEqual([
      'orders',
      'product_costs',
      'acquisition_spend',
      'survey_responses',
    ]);
    expect(proposals.flatMap((proposal) => proposal.questions)).toEqual([]);
  });

  test('accounts for every row and every cent', async () => {
    expect(report.outcomes.reduce((sum, { rows }) => sum + rows, 0)).toBe(report.rows);
    expect(report.hasCosts).toBe(true);
    const [rest] = await database.rows(
      `SELECT sum(CASE WHEN step = 'net' THEN -amount ELSE amount END) AS rest FROM bridge`,
    );
    expect(rest).toEqual({ rest: 0 });
    const [margin] = await database.rows('SELECT count(*) AS unknown FROM orders WHERE margin IS NULL');
    expect(margin).toEqual({ unknown: 0 });
  });

  test('has the sides that later cells ask for', async () => {
    const [sides] = await database.rows(`SELECT
      (SELECT count(*) FROM acquisition_spend) AS spend,
      (SELECT count(*) FROM product_costs) AS costs,
      (SELECT count(*) FROM survey_responses) AS scores,
      (SELECT count(DISTINCT first_channel) FROM customers) AS channels`);
    expect(sides).toEqual({ spend: 133, costs: 60, scores: 806, channels: 6 });
  });
});
