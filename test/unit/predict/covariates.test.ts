import { Float64, Table, Utf8, vectorFromArray } from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { createRandom } from '../../../src/models/random';
import { simulateCustomers } from '../../../src/models/simulate';
import { fitCovariates } from '../../../src/predict/covariates';
import { covariatesSql } from '../../../src/predict/covariates-sql';
import { fitPurchases } from '../../../src/predict/fit';
import { readPurchases } from '../../../src/predict/customers';
import { fitRequestSchema, type FitOptions } from '../../../src/predict/request';
import { openSampleShop } from '../../fixtures/sample-shop';

const requestOf = (options: FitOptions) => v.parse(fitRequestSchema, { timeUnit: 'day', ...options });

/** Customers by e-mail order twice as often as those by search; who came otherwise are too few to be told of alone. */
function shop(): Table {
  const random = createRandom(8);
  const parts = [
    { channel: 'search', alpha: 60, customers: 2_000 },
    { channel: 'email', alpha: 30, customers: 1_200 },
    { channel: 'radio', alpha: 60, customers: 10 },
    { channel: null, alpha: 60, customers: 300 },
  ].map(({ channel, alpha, customers }) => ({
    channel,
    made: simulateCustomers(
      {
        model: 'pareto-nbd',
        parameters: { r: 0.8, alpha, s: 0.6, beta: 90 },
        customers,
        age: (each) => 150 + 10 * each.below(20),
        horizon: 0,
        grid: 5,
      },
      random,
    ),
  }));
  const numbers = (name: 'x' | 'recency' | 'age' | 'meanSpend') =>
    vectorFromArray(
      parts.flatMap(({ made }) => [...made[name]]),
      new Float64(),
    );
  const texts = vectorFromArray(
    parts.flatMap(({ channel, made }) => [...made.x].map(() => channel)),
    new Utf8(),
  );
  return new Table({
    x: numbers('x'),
    recency: numbers('recency'),
    age: numbers('age'),
    repeat_net: numbers('meanSpend'),
    log_gaps: numbers('meanSpend'),
    first_channel: texts,
    country: texts,
  });
}

describe('covariates', () => {
  const table = shop();

  test('an effect put in is found, beside the most frequent value', () => {
    const request = requestOf({ model: 'pareto-nbd', covariates: ['first_channel'] });
    const found = fitCovariates(table, request, 'pareto-nbd');
    if (!found.converged) throw new Error(found.refusal);
    expect(found.baselines).toEqual({ first_channel: 'search' });
    const of = (value: string | null, isOthers = false) =>
      found.coefficients.find(
        (one) => one.parameter === 'alpha' && one.value === value && one.isOthers === isOthers,
      );
    const email = of('email');
    expect(Math.abs((email?.coefficient ?? NaN) - Math.log(2))).toBeLessThan(3 * (email?.standardError ?? 0));
    const unknown = of(null);
    expect(Math.abs(unknown?.coefficient ?? NaN)).toBeLessThan(3 * (unknown?.standardError ?? 0));
    expect(of(null, true)).toBeDefined();
    expect(of('radio')).toBeUndefined();
    const plain = fitPurchases(readPurchases(table), request, '2025-12-31').report;
    expect(plain.converged && found.aic < plain.aic).toBe(true);
  });

  test('two attributes that say the same cannot be told apart', () => {
    const request = requestOf({ model: 'bg-nbd', covariates: ['first_channel', 'country'] });
    expect(fitCovariates(table, request, 'bg-nbd')).toEqual({
      converged: false,
      refusal: 'collinear_covariates',
    });
  });

  test('an attribute without values is none, and only attributes of the first order are taken', () => {
    const blank = new Table({
      ...columnsOf(table),
      country: vectorFromArray(Array(3_510).fill(null), new Utf8()),
    });
    const request = requestOf({ covariates: ['country'] });
    expect(fitCovariates(blank, request, 'mbg-nbd')).toMatchObject({ refusal: 'collinear_covariates' });
    expect(v.safeParse(fitRequestSchema, { covariates: ['email'] }).success).toBe(false);
  });

  test('the statement gives each customer of the purchases once', async () => {
    const database = await openSampleShop();
    const sql = covariatesSql({ currency: 'EUR', end: new Date('2026-09-30') }, ['first_channel', 'country']);
    const [row] = await database.rows(
      `SELECT count(*)::INTEGER AS rows, count(first_channel)::INTEGER AS known FROM (${sql})`,
    );
    const [people] = await database.rows(
      'SELECT count(DISTINCT customer_id)::INTEGER AS people FROM orders WHERE customer_id IS NOT NULL',
    );
    expect(row?.['rows']).toBe(people?.['people']);
    expect(Number(row?.['known'])).toBeGreaterThan(0);
  });
});

const columnsOf = (table: Table) =>
  Object.fromEntries(
    table.schema.names.flatMap((name) => {
      const column = table.getChild(name);
      return column ? [[name, column]] : [];
    }),
  );
