import { describe, expect, it } from 'vitest';
import { cnbdK, type CnbdFamily } from '../../../../src/models/btyd/cnbd-k';
import { fitModel } from '../../../../src/models/btyd/fit';
import { medianRegularity, regularityOfPairs } from '../../../../src/models/btyd/regularity';
import { createRandom, type Random } from '../../../../src/models/random';
import { cellOfEach } from '../../../fixtures/clv-reference';

const parameters = { r: 1.5, alpha: 5, a: 0.7, b: 2 };
const [age, horizon, rate] = [20, 10, 0.1];

interface Drawn {
  readonly x: number;
  readonly recency: number;
  readonly age: number;
  readonly logGaps: number;
  readonly aliveAtEnd: boolean;
  readonly aliveLater: boolean;
  readonly future: number;
  readonly discounted: number;
}

/** One customer by the assumptions of the model, order by order. */
function draw(family: CnbdFamily, k: number, random: Random): Drawn {
  const pace = random.gamma(parameters.r, parameters.alpha);
  const chance = random.beta(parameters.a, parameters.b);
  let [time, x, recency, logGaps, future, discounted] = [0, 0, 0, 0, 0, 0];
  let left = family === 'mbg' && random.chance(chance) ? 0 : Infinity;
  while (left === Infinity) {
    const gap = random.gamma(k, pace);
    time += gap;
    if (time > age + horizon) break;
    if (time <= age) {
      x++;
      recency = time;
      logGaps += Math.log(gap);
    } else {
      future++;
      discounted += Math.exp(-rate * (time - age));
    }
    if (random.chance(chance)) left = time;
  }
  const [aliveAtEnd, aliveLater] = [left > age, left > age + horizon];
  return { x, recency, age, logGaps, aliveAtEnd, aliveLater, future, discounted };
}

/** Within four standard errors of a mean of simulated values. */
function expectMean(found: number, simulated: readonly number[]): void {
  const mean = simulated.reduce((sum, each) => sum + each, 0) / simulated.length;
  const variance = simulated.reduce((sum, each) => sum + (each - mean) ** 2, 0) / simulated.length;
  expect(Math.abs(found - mean)).toBeLessThanOrEqual(4 * Math.sqrt(variance / simulated.length));
}

describe.each([
  ['bg', 3],
  ['mbg', 2],
] as const)('%s/CNBD-%i', (family, k) => {
  const random = createRandom(20);
  const drawn = Array.from({ length: 60_000 }, () => draw(family, k, random));
  const model = cnbdK(
    family,
    k,
    drawn.reduce((sum, each) => sum + each.logGaps, 0),
  );
  const mean = (values: Float64Array): number => values.reduce((sum, each) => sum + each, 0) / values.length;

  it.each([0, 1, 2, 4])('expects of those with %i orders what they do', (x) => {
    const those = drawn.filter((each) => each.x === x);
    const cells = cellOfEach(those);
    expectMean(
      mean(model.probabilityAlive(parameters, cells, 0)),
      those.map((each) => Number(each.aliveAtEnd)),
    );
    expectMean(
      mean(model.probabilityAlive(parameters, cells, horizon)),
      those.map((each) => Number(each.aliveLater)),
    );
    expectMean(
      mean(model.expectedOrders(parameters, cells, horizon)),
      those.map((each) => each.future),
    );
    expectMean(
      mean(model.discountedOrders(parameters, cells, horizon, rate)),
      those.map((each) => each.discounted),
    );
  });

  it('expects the same of who was silent for long', () => {
    const those = drawn.filter((each) => each.x === 2 && each.recency < 8);
    expectMean(
      mean(model.expectedOrders(parameters, cellOfEach(those), horizon)),
      those.map((each) => each.future),
    );
    const none = those
      .slice(0, 300)
      .map((each) => model.orderDistributionOf(parameters, each, horizon, 0)[0] ?? NaN);
    expectMean(
      none.reduce((sum, each) => sum + each, 0) / none.length,
      those.slice(0, 300).map((each) => Number(each.future === 0)),
    );
  });

  it('knows the orders of new customers', () => {
    expectMean(
      model.expectedOrdersOfNew(parameters, age),
      drawn.map((each) => each.x),
    );
    model.orderDistribution(parameters, age, 4).forEach((probability, n) => {
      expectMean(
        probability,
        drawn.map((each) => Number(each.x === n)),
      );
    });
  });

  it('finds the parameters again, within four standard errors', () => {
    const outcome = fitModel(model, cellOfEach(drawn.slice(0, 5000)));
    if (!outcome.ok) throw new Error(outcome.refusal);
    for (const [name, value] of Object.entries(parameters)) {
      const [found = NaN, error = NaN] = [outcome.fit.parameters[name], outcome.fit.standardErrors[name]];
      expect(Math.abs(found - value)).toBeLessThan(4 * error);
    }
  });
});

describe('regularity', () => {
  const random = createRandom(8);

  it.each([1, 2, 4])('of gamma times is their shape, %i', (shape) => {
    const pairs = Array.from(
      { length: 20_000 },
      () => [random.gamma(shape, 3), random.gamma(shape, 3)] as const,
    );
    expect(Math.abs((regularityOfPairs(pairs) ?? NaN) / shape - 1)).toBeLessThan(0.05);
    const long = Array.from({ length: 200 }, () => Array.from({ length: 400 }, () => random.gamma(shape, 3)));
    expect(Math.abs((medianRegularity(long) ?? NaN) / shape - 1)).toBeLessThan(0.05);
  });

  it('is unknown of too few, and endless where all times are equal', () => {
    expect(regularityOfPairs([[1, 2]])).toBeNull();
    expect(medianRegularity([[1, 2, 3]])).toBeNull();
    expect(medianRegularity([new Array<number>(12).fill(7)])).toBe(Infinity);
  });
});
