/** The cells that say how good and how sure the predictions are, by their own SQL and in their own words. */
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { accuracyKind } from '../../../src/cells/accuracy/accuracy';
import { createFormatter } from '../../../src/cells/formatter';
import { uncertaintyKind } from '../../../src/cells/uncertainty/uncertainty';
import { purchasesSql } from '../../../src/predict/foretell';
import type { Contestant, MeanScore, Validation, Way } from '../../../src/predict/validation';
import { scopeSql } from '../../../src/schema/scope';
import { bindSql } from '../../../src/schema/sql';
import { contextOf, deriveSummary } from '../../fixtures/cells';
import { openSampleShop } from '../../fixtures/sample-shop';
import { sampleValidation } from '../../fixtures/sample-validation';

const context = contextOf(sampleValidation.asOf, { scope: { currency: 'EUR', filter: null } });
const format = createFormatter('en', 'EUR');

describe('statements in native DuckDB', () => {
  test('both cells learn from the same customers, and segments stand beside them', async () => {
    const database = await openSampleShop();
    const scope = { currency: 'EUR', asOf: context.asOf };
    await deriveSummary(database, scope, [{ id: 'twice', condition: 'orders >= 2' }]);
    await database.run(
      `CREATE TABLE derived.purchases AS ${purchasesSql({ currency: 'EUR', end: context.asOf })}`,
    );
    const [accurate, sure] = [v.parse(accuracyKind.params, {}), v.parse(uncertaintyKind.params, {})];
    const orders = bindSql(accuracyKind.sql, accuracyKind.bind(accurate, context));
    const purchases = bindSql(uncertaintyKind.sql, uncertaintyKind.bind(sure, context));
    const [made] = await database.rows(
      `SELECT count(*)::INTEGER AS purchases, count(DISTINCT customer)::INTEGER AS customers
       FROM (${scopeSql(orders, context.scope)})`,
    );
    const [learned] = await database.rows(
      `SELECT sum(x + 1)::INTEGER AS purchases, count(*)::INTEGER AS customers
       FROM (${scopeSql(purchases, context.scope)})`,
    );
    expect(made).toEqual(learned);
    const [segment] = await database.rows(
      `SELECT count(*)::INTEGER AS customers FROM (${scopeSql(purchases, context.scope)}) WHERE segment_twice`,
    );
    const [counted] = await database.rows(
      'SELECT count(*)::INTEGER AS customers FROM derived.customer_summary WHERE orders >= 2',
    );
    expect(segment).toEqual(counted);
  });
});

const score = (bias: number, mae: number, spearman: number): MeanScore => ({
  bias,
  absoluteBias: Math.abs(bias),
  mae,
  rmse: 2 * mae,
  spearman,
  topDecile: 0.4,
  topDecilePerfect: 0.7,
  coverage: 0.91,
});

function validation(model: MeanScore, naive: MeanScore, reason: Validation['choice']['reason']): Validation {
  const contestant = (way: Way, isBaseline: boolean, mean: MeanScore): Contestant => ({
    way,
    isBaseline,
    aic: isBaseline ? null : 100,
    refusal: null,
    scores: [null, null, null],
    mean,
    loss: mean.mae,
  });
  return {
    origins: [1, 2, 3].map((end) => ({ end, days: 90, customers: 100, orders: 50 })),
    contestants: [contestant('mbg-nbd', false, model), contestant('last_rate', true, naive)],
    choice: { way: 'mbg-nbd', reason, model: 'mbg-nbd' },
    weights: null,
    portraits: [],
  };
}

describe('the finding', () => {
  const say = (found: Validation | null) =>
    accuracyKind.finding(
      { validation: found, level: 0.9 },
      v.parse(accuracyKind.params, {}),
      context,
      format,
    );

  test('says what was missed, and that a naive rate ranks better where it does', () => {
    const sentence = say(validation(score(-0.07, 0.39, 0.32), score(0.58, 0.5, 0.36), 'both_agree'));
    expect(sentence).toContain(
      'Over 3 holdouts of 90 days, MBG/NBD missed the total of orders by −7.0% on average',
    );
    expect(sentence).toContain('missed the total by +58.0%');
    expect(sentence).toContain('yet it ranks customers better (rank correlation 0.36 against 0.32)');
  });

  test('and that it does not, where it does not', () => {
    const sentence = say(validation(score(0.02, 0.39, 0.4), score(0.58, 0.5, 0.36), 'both_agree'));
    expect(sentence).toContain('does not rank customers better');
  });

  test('the table tells every way at every holdout, and the best possible', () => {
    const found = validation(score(0.02, 0.39, 0.4), score(0.58, 0.5, 0.36), 'both_agree');
    const { rows } = accuracyKind.table(
      { validation: found, level: 0.9 },
      v.parse(accuracyKind.params, {}),
      context,
      format,
    );
    expect(rows).toHaveLength(2 + 1 + 2 * 3);
    expect(rows[2]?.values).toEqual({ way: 'The best possible', top: 0.7 });
  });

  test('too short a time says so', () => {
    expect(accuracyKind.empty({ validation: null, level: 0.9 }, context)).toContain('too little time');
  });
});
