import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bgNbd } from '../../../../src/models/btyd/bg-nbd';
import {
  covariateEffects,
  covariateObjective,
  parametersOfProfile,
  predictWithCovariates,
  type Covariates,
} from '../../../../src/models/btyd/covariates';
import { fitWithCovariates, type CovariateFit } from '../../../../src/models/btyd/covariates-fit';
import { fitModel } from '../../../../src/models/btyd/fit';
import type { Cells, TransactionModel } from '../../../../src/models/btyd/model';
import { paretoNbd } from '../../../../src/models/btyd/pareto-nbd';
import { createRandom } from '../../../../src/models/random';
import { simulateCustomers, type SimulatedModelName } from '../../../../src/models/simulate';
import { cellOfEach, customersOf, references } from '../../../fixtures/clv-reference';
import { hasShared, sharedPath } from '../../../fixtures/shared';

const square = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];

function fitOf(model: TransactionModel, cells: Cells, covariates: Covariates): CovariateFit {
  const outcome = fitWithCovariates(model, cells, covariates);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.fit;
}

const coefficient = ({ coefficients }: CovariateFit, parameter: string, column: string) => {
  const found = coefficients.find((one) => one.parameter === parameter && one.column === column);
  if (!found) throw new Error(`${parameter} ${column}`);
  return found;
};

/** Customers of several profiles, each profile simulated at its own parameters. */
function simulate(
  model: SimulatedModelName,
  customers: number,
  profiles: readonly (readonly number[])[],
  parametersAt: (profile: readonly number[]) => Record<string, number>,
): { cells: Cells; profileOf: Uint32Array } {
  const parts = profiles.map((profile, i) =>
    simulateCustomers(
      {
        model,
        parameters: parametersAt(profile),
        customers,
        age: (random) => Math.ceil(100 + 300 * random.uniform()),
        horizon: 0,
        grid: 1,
      },
      createRandom(100 + i),
    ),
  );
  const joined = (name: 'x' | 'recency' | 'age') =>
    Float64Array.from(parts.flatMap((part) => [...part[name]]));
  return {
    cells: {
      x: joined('x'),
      recency: joined('recency'),
      age: joined('age'),
      weight: new Float64Array(customers * profiles.length).fill(1),
    },
    profileOf: Uint32Array.from({ length: customers * profiles.length }, (_, i) => Math.floor(i / customers)),
  };
}

const exponent = (coefficients: readonly number[], profile: readonly number[]) =>
  Math.exp(coefficients.reduce((sum, each, i) => sum + each * (profile[i] ?? 0), 0));

/** Pareto/NBD: the first column brings more orders, the second sooner leaving. */
const paretoAt = (profile: readonly number[]) => ({
  r: 0.8,
  alpha: 40 / exponent([0.5, 0], profile),
  s: 0.9,
  beta: 200 / exponent([0, 0.7], profile),
});

describe.each([paretoNbd, bgNbd])('the likelihood of $name with covariates', (model) => {
  const small = simulate('pareto-nbd', 15, square, paretoAt);
  const covariates = { columns: ['one', 'two'], profiles: square, profileOf: small.profileOf };
  const size = model.parameterNames.length + 2 * covariateEffects(model).length;

  test('has the gradient of its own differences', () => {
    const objective = covariateObjective(model, small.cells, covariates);
    const points = fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), {
      minLength: size,
      maxLength: size,
    });
    fc.assert(
      fc.property(points, (at) => {
        const gradient = new Float64Array(size);
        objective(Float64Array.from(at), gradient);
        const scale = Math.max(1, ...gradient.map(Math.abs));
        at.forEach((_, i) => {
          const value = (shift: number) =>
            objective(
              Float64Array.from(at, (each, j) => (j === i ? each + shift : each)),
              new Float64Array(size),
            );
          const width = 1e-3;
          const difference =
            (8 * (value(width) - value(-width)) - (value(2 * width) - value(-2 * width))) / (12 * width);
          expect(Math.abs(difference - (gradient[i] ?? 0)) / scale).toBeLessThan(1e-6);
        });
      }),
      { seed: 2007, numRuns: 25 },
    );
  });

  test('is the plain one where all coefficients are 0', () => {
    const logs = [-0.3, 2.5, -0.2, 3];
    const plain = model.objective(small.cells)(Float64Array.from(logs), new Float64Array(4));
    const point = new Float64Array(size);
    point.set(logs);
    const covered = covariateObjective(model, small.cells, covariates)(point, new Float64Array(size));
    expect(covered).toBeCloseTo(plain, 9);
  });
});

describe('a fit with covariates', () => {
  const each = 1_000;
  const made = simulate('pareto-nbd', each, square, paretoAt);
  const covariates = { columns: ['promoted', 'marketplace'], profiles: square, profileOf: made.profileOf };
  const fit = fitOf(paretoNbd, made.cells, covariates);

  test('finds the effects of simulated customers, and a better likelihood than without', () => {
    const truths = [
      ['alpha', 'promoted', 0.5],
      ['alpha', 'marketplace', 0],
      ['beta', 'promoted', 0],
      ['beta', 'marketplace', 0.7],
    ] as const;
    for (const [parameter, column, truth] of truths) {
      const { value, standardError } = coefficient(fit, parameter, column);
      expect(Math.abs(value - truth) / standardError, `${parameter} ${column}`).toBeLessThan(4);
    }
    for (const [name, truth] of Object.entries(paretoAt([0, 0])))
      expect(
        Math.abs((fit.parameters[name] ?? 0) - truth) / (fit.standardErrors[name] ?? 0),
        name,
      ).toBeLessThan(4);
    const plain = fitModel(paretoNbd, made.cells);
    if (!plain.ok) throw new Error(plain.refusal);
    expect(fit.logLikelihood).toBeGreaterThan(plain.fit.logLikelihood + 20);
    expect(fit.aic).toBeCloseTo(16 - 2 * fit.logLikelihood, 8);
  });

  test('a numeric column in another unit has the same effects in that unit', () => {
    const few = simulate('pareto-nbd', 200, square, paretoAt);
    const inUnit = (scale: number, shift: number) =>
      fitOf(paretoNbd, few.cells, {
        columns: ['promoted', 'score'],
        profiles: square.map(([one = 0, two = 0]) => [one, shift + scale * two]),
        profileOf: few.profileOf,
      });
    const [plain, scaled] = [inUnit(1, 0), inUnit(1000, 5)];
    expect(scaled.logLikelihood).toBeCloseTo(plain.logLikelihood, 7);
    const [one, other] = [coefficient(plain, 'beta', 'score'), coefficient(scaled, 'beta', 'score')];
    expect(other.value * 1000).toBeCloseTo(one.value, 6);
    expect(other.standardError * 1000).toBeCloseTo(one.standardError, 6);
    // At 0 of the shifted column, 5 units below the other's.
    const shifted = (plain.parameters['beta'] ?? 0) * Math.exp((-one.value * -5) / 1000);
    expect((scaled.parameters['beta'] ?? 0) / shifted).toBeCloseTo(1, 6);
  });

  test('predicts each customer by its profile, in the order of the cells', () => {
    const orders = predictWithCovariates(paretoNbd, fit, made.cells, covariates, (parameters, cells) =>
      paretoNbd.expectedOrders(parameters, cells, 90),
    );
    for (const cell of [0, each - 1, each, 2.5 * each, 4 * each - 1]) {
      const profile = square[made.profileOf[cell] ?? 0] ?? [];
      const parameters = parametersOfProfile(paretoNbd, fit, covariates.columns, profile);
      const one = (values: Float64Array) => values.slice(cell, cell + 1);
      const { x, recency, age, weight } = made.cells;
      const own = { x: one(x), recency: one(recency), age: one(age), weight: one(weight) };
      expect(orders[cell]).toBeCloseTo(paretoNbd.expectedOrders(parameters, own, 90)[0] ?? Number.NaN, 10);
    }
    const { alpha = 0, beta = 0 } = parametersOfProfile(paretoNbd, fit, covariates.columns, [1, 1]);
    expect(alpha).toBeLessThan(fit.parameters['alpha'] ?? 0);
    expect(beta).toBeLessThan(fit.parameters['beta'] ?? 0);
  });

  test('BG/NBD finds its effects too', () => {
    const at = (profile: readonly number[]) => ({
      r: 0.8,
      alpha: 30 / exponent([0.6], profile),
      a: 0.8 * exponent([0.5], profile),
      b: 2.5,
    });
    const { cells, profileOf } = simulate('bg-nbd', 3_000, [[0], [1]], at);
    const fit = fitOf(bgNbd, cells, { columns: ['channel'], profiles: [[0], [1]], profileOf });
    for (const [parameter, truth] of [
      ['alpha', 0.6],
      ['a', 0.5],
      ['b', 0],
    ] as const) {
      const { value, standardError } = coefficient(fit, parameter, 'channel');
      expect(Math.abs(value - truth) / standardError, parameter).toBeLessThan(4);
    }
  });

  test('is not for models of regular timing', () => {
    expect(() => covariateEffects({ name: 'mbg-cnbd-k' })).toThrow(RangeError);
  });

  test('refuses columns that tell nothing apart', () => {
    const refusalOf = (profiles: number[][]) => {
      const outcome = fitWithCovariates(paretoNbd, made.cells, { ...covariates, profiles });
      return outcome.ok ? null : outcome.refusal;
    };
    expect(refusalOf(square.map(([one = 0]) => [one, 1]))).toBe('collinear_covariates');
    expect(refusalOf(square.map(([one = 0]) => [one, 3 - 2 * one]))).toBe('collinear_covariates');
    const nobody = { ...made.cells, x: made.cells.x.map(() => 0), recency: made.cells.x.map(() => 0) };
    expect(fitWithCovariates(paretoNbd, nobody, covariates)).toEqual({
      ok: false,
      refusal: 'no_repeat_buyers',
    });
  });
});

describe.skipIf(!hasShared)('static covariates of the apparel data (needs ../shared)', () => {
  function apparel() {
    const customers = customersOf('apparel_cal104w');
    const path = sharedPath('data/apparel/apparel_static_covariates.csv');
    const profiles = new Map(
      readFileSync(path, 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => {
          const [id = '', gender, channel] = line.split(',');
          return [id, 2 * Number(gender) + Number(channel)];
        }),
    );
    return {
      cells: cellOfEach(customers),
      covariates: {
        columns: ['Gender', 'Channel'],
        profiles: square,
        profileOf: Uint32Array.from(customers, ({ id }) => profiles.get(id) ?? Number.NaN),
      },
    };
  }

  test('Pareto/NBD meets CLVTools, which stops a little below the optimum', () => {
    const { cells, covariates } = apparel();
    const fit = fitOf(paretoNbd, cells, covariates);
    const entry = references('Pareto/NBD + static covariates')[0];
    const { params, LL, se } = entry?.expected as {
      params: Record<string, number>;
      LL: number;
      se: Record<string, number>;
    };
    expect(Math.abs(fit.logLikelihood - LL)).toBeLessThan(1e-3);
    expect(fit.logLikelihood).toBeGreaterThan(LL);
    const near = (value: number | undefined, expected: number | undefined) =>
      expect(Math.abs((value ?? Number.NaN) / (expected ?? Number.NaN) - 1)).toBeLessThan(0.005);
    for (const name of paretoNbd.parameterNames) {
      near(fit.parameters[name], params[name]);
      near(fit.standardErrors[name], se[name]);
    }
    for (const [parameter, process] of [
      ['alpha', 'trans'],
      ['beta', 'life'],
    ] as const)
      for (const column of covariates.columns) {
        const { value, standardError } = coefficient(fit, parameter, column);
        near(value, params[`${process}_${column}`]);
        near(standardError, se[`${process}_${column}`]);
      }
  });

  test('BG/NBD has no maximum there, and says so', () => {
    const { cells, covariates } = apparel();
    const outcome = fitWithCovariates(bgNbd, cells, covariates);
    expect(outcome).toMatchObject({ ok: false });
  });
});
