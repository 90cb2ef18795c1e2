import { describe, expect, test } from 'vitest';
import { bgNbd } from '../../../../src/models/btyd/bg-nbd';
import { fitModel } from '../../../../src/models/btyd/fit';
import { groupCells } from '../../../../src/models/btyd/group-cells';
import { mbgNbd } from '../../../../src/models/btyd/mbg-nbd';
import type { Cells, Fit, TransactionModel } from '../../../../src/models/btyd/model';
import { paretoNbd } from '../../../../src/models/btyd/pareto-nbd';
import { createRandom } from '../../../../src/models/random';
import { simulateCustomers } from '../../../../src/models/simulate';
import { bootstrap } from '../../../../src/models/uncertainty/bootstrap';
import { deltaMethod, intervalOf, parameterIntervals } from '../../../../src/models/uncertainty/delta';
import { intervalsOverDraws, percentileInterval, thin } from '../../../../src/models/uncertainty/draws';
import { gammaGammaMoments, orderMoments, outcomeOf } from '../../../../src/models/uncertainty/order-moments';
import { samplePosterior } from '../../../../src/models/uncertainty/posterior';
import {
  countInterval,
  lognormalInterval,
  predictTotal,
  worthInterval,
} from '../../../../src/models/uncertainty/prediction';
import { expectClose } from '../closeness';

const geometric = { r: 0.6, alpha: 6, a: 0.8, b: 2.4 };
const cellsOf = (seed: number, customers = 600): { cells: Cells; future: number } => {
  const made = simulateCustomers(
    {
      model: 'bg-nbd',
      parameters: geometric,
      customers,
      age: (each) => 40 + each.below(20),
      horizon: 26,
    },
    createRandom(seed),
  );
  return {
    cells: groupCells(made.x, made.recency, made.age).cells,
    future: made.futureOrders.reduce((sum, orders) => sum + orders, 0),
  };
};

function fitted(model: TransactionModel, cells: Cells): Fit {
  const outcome = fitModel(model, cells);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.fit;
}

const { cells } = cellsOf(1);
const fit = fitted(bgNbd, cells);
const totalOrders = (parameters = fit.parameters, of = cells) =>
  bgNbd.expectedOrders(parameters, of, 26).reduce((sum, orders, i) => sum + orders * (of.weight[i] ?? 0), 0);

describe('outcome uncertainty', () => {
  test.each([
    { model: bgNbd, parameters: geometric },
    { model: mbgNbd, parameters: geometric },
    { model: paretoNbd, parameters: { r: 0.6, alpha: 6, s: 0.6, beta: 12 } },
  ])('$model.name: moments are those of the distribution of orders', ({ model, parameters }) => {
    const some: Cells = {
      x: Float64Array.of(0, 1, 5, 12),
      recency: Float64Array.of(0, 20, 30, 38),
      age: Float64Array.of(40, 40, 35, 40),
      weight: Float64Array.of(1, 1, 1, 1),
    };
    const { mean, variance } = outcomeOf(orderMoments(model, parameters, some, 26, 0));
    some.x.forEach((x, i) => {
      const cell = { x, recency: some.recency[i] ?? 0, age: some.age[i] ?? 0 };
      const distribution = model.orderDistributionOf(parameters, cell, 26, 150);
      const first = distribution.reduce((sum, share, n) => sum + share * n, 0);
      const second = distribution.reduce((sum, share, n) => sum + share * n * n, 0);
      expectClose([mean[i] ?? 0, variance[i] ?? 0], [first, second - first * first], 1e-4);
    });
  });

  test('discounted worth has the spread that simulation finds', () => {
    const parameters = { r: 0.6, alpha: 6, s: 0.6, beta: 12 };
    const spend = { p: 6, q: 5, v: 15 };
    // New customers: no repeat order yet, at age 0.
    const one: Cells = {
      x: Float64Array.of(0),
      recency: Float64Array.of(0),
      age: Float64Array.of(0),
      weight: Float64Array.of(1),
    };
    const found = outcomeOf(
      orderMoments(paretoNbd, parameters, one, 30, 0),
      gammaGammaMoments(spend, one.x, Float64Array.of(0)),
    );
    const customers = 60_000;
    const { futureSpend } = simulateCustomers(
      { model: 'pareto-nbd', parameters, customers, age: () => 0, horizon: 30, spend },
      createRandom(9),
    );
    const mean = futureSpend.reduce((sum, value) => sum + value, 0) / customers;
    const variance = futureSpend.reduce((sum, value) => sum + (value - mean) ** 2, 0) / customers;
    expectClose([mean], found.mean, 0.03);
    expectClose([variance], found.variance, 0.12);
  });

  test('a discount near 0 is none, and discounting an endless horizon is finite', () => {
    const parameters = { r: 0.6, alpha: 6, s: 0.6, beta: 12 };
    const plain = outcomeOf(orderMoments(paretoNbd, parameters, cells, 26, 0));
    const nearly = outcomeOf(orderMoments(paretoNbd, parameters, cells, 26, 1e-6));
    expectClose(nearly.variance.slice(0, 20), plain.variance.slice(0, 20), 1e-3);
    const endless = outcomeOf(orderMoments(paretoNbd, parameters, cells, Infinity, 0.01));
    expect(endless.variance.every((value) => Number.isFinite(value) && value > 0)).toBe(true);
    expect(() => orderMoments(paretoNbd, parameters, cells, Infinity, 0)).toThrow(RangeError);
  });
});

describe('parameter uncertainty', () => {
  test('the delta method on a parameter is its standard error', () => {
    const { estimate, deviation } = deltaMethod([fit], ([parameters = {}]) =>
      Float64Array.from(Object.values(parameters)),
    );
    expectClose(estimate, Object.values(fit.parameters), 1e-15);
    expectClose(deviation, Object.values(fit.standardErrors), 1e-6);
    const { r } = parameterIntervals(fit, 0.9);
    expect(r?.low).toBeLessThan(fit.parameters['r'] ?? 0);
    expect(r?.high).toBeGreaterThan(fit.parameters['r'] ?? 0);
  });

  test('intervals stay on their scale', () => {
    expect(intervalOf(0.99, 0.05, 0.9, 'logit').high).toBeLessThan(1);
    expect(intervalOf(0.01, 0.05, 0.9, 'log').low).toBeGreaterThan(0);
    expect(intervalOf(1, 0, 0.9, 'logit')).toEqual({ low: 1, high: 1 });
  });

  test('bootstrap, posterior and delta method agree on a total', async () => {
    const { estimate, deviation } = deltaMethod([fit], ([parameters]) =>
      Float64Array.of(totalOrders(parameters)),
    );
    const delta = intervalOf(estimate[0] ?? 0, deviation[0] ?? 0, 0.9, 'log');
    const shares: number[] = [];
    const booted = await bootstrap(bgNbd, cells, fit, 120, createRandom(4), {
      onProgress: (share) => shares.push(share),
    });
    expect(booted.draws.length + booted.refused).toBe(120);
    expect(shares.at(-1)).toBe(1);
    const posterior = await samplePosterior(bgNbd, cells, fit, {
      chains: 4,
      warmup: 150,
      draws: 250,
      seed: 2,
    });
    for (const [name, { rHat, effectiveSize }] of Object.entries(posterior.agreement)) {
      expect(rHat, name).toBeLessThan(1.03);
      expect(effectiveSize, name).toBeGreaterThan(200);
    }
    expect(posterior.acceptance).toBeGreaterThan(0.6);
    const width = delta.high - delta.low;
    for (const draws of [booted.draws, thin(posterior.draws, 200)]) {
      const [interval] = intervalsOverDraws(
        draws,
        (parameters) => Float64Array.of(totalOrders(parameters)),
        0.9,
      );
      expect(Math.abs((interval?.low ?? 0) - delta.low)).toBeLessThan(0.35 * width);
      expect(Math.abs((interval?.high ?? 0) - delta.high)).toBeLessThan(0.35 * width);
    }
  });

  test('a seed gives the same draws, and an abort ends the work', async () => {
    const settings = { chains: 1, warmup: 10, draws: 10, seed: 2 };
    const [one, other] = [
      await samplePosterior(bgNbd, cells, fit, settings),
      await samplePosterior(bgNbd, cells, fit, settings),
    ];
    expect(one.draws).toEqual(other.draws);
    const signal = AbortSignal.abort();
    await expect(bootstrap(bgNbd, cells, fit, 10, createRandom(1), { signal })).rejects.toThrow();
    await expect(samplePosterior(bgNbd, cells, fit, settings, { signal })).rejects.toThrow();
  });
});

test('a prior that says everything leaves the data nothing', async () => {
  const priors = Object.values(geometric).map((value) => ({ mean: Math.log(value), deviation: 1e-3 }));
  const near = {
    ...fit,
    parameters: geometric,
    logCovariance: priors.map((_, i) => priors.map((__, j) => (i === j ? 1e-6 : 0))),
  };
  const { draws } = await samplePosterior(bgNbd, cells, near, {
    chains: 2,
    warmup: 100,
    draws: 100,
    seed: 1,
    priors,
  });
  for (const draw of draws) expectClose(Object.values(draw), Object.values(geometric), 0.02);
});

test('parameter and outcome uncertainty add up in squares', () => {
  const outcome = outcomeOf(orderMoments(bgNbd, fit.parameters, cells, 26, 0));
  const found = predictTotal(
    [fit],
    ([parameters = {}]) => bgNbd.expectedOrders(parameters, cells, 26),
    outcome,
    cells.weight,
    0.9,
  );
  expectClose([found.estimate], [totalOrders()], 1e-12);
  const width = ({ low, high }: { low: number; high: number }) => high - low;
  const sum = Math.hypot(width(found.parameter), width(found.outcome));
  expect(Math.abs(width(found.both) / sum - 1)).toBeLessThan(0.05);
});

test('90 % intervals of totals hold nine of ten outcomes', () => {
  let held = 0;
  let sets = 0;
  for (let seed = 0; seed < 100; seed++) {
    const made = cellsOf(500 + seed, 300);
    const own = fitModel(bgNbd, made.cells);
    if (!own.ok) continue;
    sets++;
    const { both } = predictTotal(
      [own.fit],
      ([parameters = {}]) => bgNbd.expectedOrders(parameters, made.cells, 26),
      outcomeOf(orderMoments(bgNbd, own.fit.parameters, made.cells, 26, 0)),
      made.cells.weight,
      0.9,
    );
    if (both.low <= made.future && made.future <= both.high) held++;
  }
  // Three standard deviations of a count of 100 at 0.9.
  expect(sets).toBeGreaterThan(90);
  expect(Math.abs(held / sets - 0.9), `${String(held)} of ${String(sets)}`).toBeLessThan(0.09);
});

test('one customer: counts by the distribution, worth with its share of nothing', () => {
  expect(countInterval(Float64Array.of(0.9, 0.06, 0.03, 0.01), 0.9)).toEqual({ low: 0, high: 1 });
  expect(worthInterval(0.97, 3, 500, 0.9)).toEqual({ low: 0, high: 0 });
  const certain = worthInterval(0, 100, 400, 0.9);
  const same = lognormalInterval(100, 20, 0.9);
  expectClose([certain.low, certain.high], [same.low, same.high], 1e-12);
  expect(lognormalInterval(100, Infinity, 0.9)).toEqual({ low: 0, high: Infinity });
});

test('percentiles are interpolated', () => {
  expect(percentileInterval(Float64Array.of(4, 0, 3, 1, 2), 0.5)).toEqual({ low: 1, high: 3 });
});
