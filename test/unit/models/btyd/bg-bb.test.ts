import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  bgBbAlive,
  bgBbDistribution,
  bgBbDistributionOf,
  bgBbExpectedOfNew,
  bgBbExpectedOrders,
  bgBbLogLikelihoods,
  bgBbObjective,
} from '../../../../src/models/btyd/bg-bb';
import { fitBgBb } from '../../../../src/models/btyd/bg-bb-fit';
import type { Cells, Parameters } from '../../../../src/models/btyd/model';
import { references, type Reference } from '../../../fixtures/clv-reference';
import { hasShared, sharedPath } from '../../../fixtures/shared';
import { expectClose, gradientByDifferences } from '../closeness';

const cellsFrom = (x: number[], recency: number[], age: number[]): Cells => ({
  x: Float64Array.from(x),
  recency: Float64Array.from(recency),
  age: Float64Array.from(age),
  weight: Float64Array.from(x, () => 1),
});

function cellsOf({ inputs }: Reference): Cells {
  if (Array.isArray(inputs['customers'])) {
    const customers = inputs['customers'] as { x: number; t_x: number; n: number }[];
    return cellsFrom(
      customers.map(({ x }) => x),
      customers.map((each) => each.t_x),
      customers.map(({ n }) => n),
    );
  }
  const x = inputs['x'] as number[];
  return cellsFrom(
    x,
    inputs['t_x'] as number[],
    x.map(() => inputs['n'] as number),
  );
}

const parametersOf = ({ inputs }: Reference) => inputs['params'] as Parameters;

describe.skipIf(!hasShared)('against the reference (needs ../shared)', () => {
  const of = (kind: string) => (hasShared ? references('BG/BB', [kind]) : []);

  test.each(of('cet'))('$id: expected orders', (entry) => {
    const found = bgBbExpectedOrders(parametersOf(entry), cellsOf(entry), entry.inputs['m'] as number, 0);
    expectClose(found, entry.expected['exact'] as number[], 1e-10);
  });

  test.each(of('p_alive'))('$id: probability alive', (entry) => {
    const found = bgBbAlive(parametersOf(entry), cellsOf(entry), entry.inputs['m'] as number);
    expectClose(found, entry.expected['exact'] as number[], 1e-10);
  });

  test.each(of('expected_new'))('$id: expected orders of a new customer', (entry) => {
    const found = (entry.inputs['n'] as number[]).map((n) => bgBbExpectedOfNew(parametersOf(entry), n));
    expectClose(found, entry.expected['exact'] as number[], 1e-12);
  });

  test.each(of('loglik'))('$id: log-likelihoods', (entry) => {
    expectClose(
      bgBbLogLikelihoods(parametersOf(entry), cellsOf(entry)),
      entry.expected['exact'] as number[],
      1e-11,
    );
  });

  test.each(of('dert'))('$id: discounted expected residual transactions', (entry) => {
    const cells = cellsOf(entry);
    const parameters = parametersOf(entry);
    expectClose(
      bgBbExpectedOrders(parameters, cells, Infinity, entry.inputs['d'] as number),
      entry.expected['dert_btyd_run'] as number[],
      1e-9,
    );
    expectClose(bgBbAlive(parameters, cells, 1), entry.expected['palive_exact'] as number[], 1e-10);
    expectClose(bgBbExpectedOrders(parameters, cells, 5, 0), entry.expected['cet5_exact'] as number[], 1e-10);
  });

  const donations = (): Cells => {
    const rows = readFileSync(sharedPath('data/clv/donations_rf_matrix.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(Number));
    const column = (at: number) => Float64Array.from(rows, (row) => row[at] ?? NaN);
    return { x: column(0), recency: column(1), age: column(2), weight: column(3) };
  };

  test.each(of('mle_exact'))('$id: the maximum', (entry) => {
    const outcome = fitBgBb(donations());
    if (!outcome.ok) throw new Error(outcome.refusal);
    const { params, se, LL } = entry.expected as {
      params: Record<string, number>;
      se: Record<string, number>;
      LL: number;
    };
    expectClose(Object.values(outcome.fit.parameters), Object.values(params), 1e-6);
    expectClose(Object.values(outcome.fit.standardErrors), Object.values(se), 1e-4);
    expect(Math.abs(outcome.fit.logLikelihood - LL)).toBeLessThan(1e-6);
  });

  test.each(of('mle_published'))('$id: the published maximum', (entry) => {
    const outcome = fitBgBb(donations());
    if (!outcome.ok) throw new Error(outcome.refusal);
    const published = Object.values(entry.expected['params'] as Record<string, number>);
    expectClose(Object.values(outcome.fit.parameters), published, 1e-3);
  });

  test.each(of('mixed'))('$id: the figures of the walkthrough', (entry) => {
    const parameters = parametersOf(entry);
    const { expected } = entry;
    const one = (x: number, recency: number) => cellsFrom([x], [recency], [6]);
    expectClose([bgBbExpectedOfNew(parameters, 10)], [expected['expectation_n10'] as number], 1e-4);
    expectClose(
      bgBbExpectedOrders(parameters, one(0, 0), 10, 0),
      [expected['cet_x0_tx0_n6_m10'] as number],
      1e-4,
    );
    expectClose(
      bgBbExpectedOrders(parameters, one(4, 5), 10, 0),
      [expected['cet_x4_tx5_n6_m10'] as number],
      1e-4,
    );
    const cells = donations();
    const total = bgBbExpectedOrders(parameters, cells, 5, 0).reduce(
      (sum, orders, i) => sum + orders * (cells.weight[i] ?? 0),
      0,
    );
    expectClose([total], [expected['lifetimes_sum_cet_m5'] as number], 1e-4);
    const counts = bgBbDistribution(parameters, 6).map((share) => share * 11_104);
    expectClose(
      [counts[0] ?? 0, counts[6] ?? 0],
      [expected['lifetimes_expected_n6_x0'] as number, expected['lifetimes_expected_n6_x6'] as number],
      1e-4,
    );
    const yearly = Array.from(
      { length: 11 },
      (_, i) => 11_104 * (bgBbExpectedOfNew(parameters, i + 1) - bgBbExpectedOfNew(parameters, i)),
    );
    expectClose(yearly, expected['annual_expected'] as number[], 1e-4);
  });
});

const parameters = { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.8 };

test('the gradient is that of the likelihood', () => {
  const cells = cellsFrom([0, 1, 3, 6, 2], [0, 4, 5, 6, 2], [6, 6, 5, 6, 2]);
  const point = Float64Array.of(0.2, -0.3, -0.4, 1);
  const gradient = new Float64Array(4);
  const objective = bgBbObjective(cells);
  objective(point, gradient);
  expectClose(gradient, gradientByDifferences(objective, point), 1e-6);
});

test('a distribution has the mean that is expected, and adds up to 1', () => {
  const cell = { x: 2, recency: 4, age: 6 };
  const distribution = bgBbDistributionOf(parameters, cell, 5);
  const sum = distribution.reduce((total, share) => total + share, 0);
  const mean = distribution.reduce((total, share, n) => total + share * n, 0);
  expectClose(
    [sum, mean],
    [1, bgBbExpectedOrders(parameters, cellsFrom([2], [4], [6]), 5, 0)[0] ?? 0],
    1e-12,
  );
});

test('a long horizon without discount approaches the endless one', () => {
  const patient = { ...parameters, gamma: 3 };
  const cells = cellsFrom([2], [4], [6]);
  const endless = bgBbExpectedOrders(patient, cells, Infinity, 0)[0] ?? 0;
  expectClose(bgBbExpectedOrders(patient, cells, 20_000, 0), [endless], 1e-6);
  expect(bgBbExpectedOrders(parameters, cells, Infinity, 0)[0]).toBe(Infinity);
});

test('names why there is no fit', () => {
  const outcome = (cells: Cells) => {
    const found = fitBgBb(cells);
    return found.ok ? 'fitted' : found.refusal;
  };
  const many = (cells: Cells): Cells => ({ ...cells, weight: cells.weight.map(() => 100) });
  expect(outcome(cellsFrom([1], [3], [6]))).toBe('too_few_customers');
  expect(outcome(many(cellsFrom([0], [0], [6])))).toBe('no_repeat_buyers');
  expect(outcome(many(cellsFrom([0, 1, 2], [0, 1, 2], [2, 2, 2])))).toBe('window_too_short');
  expect(outcome(many(cellsFrom([6, 5, 4], [6, 6, 6], [6, 6, 6])))).toBe('nobody_leaves');
});
