import { describe, expect, it } from 'vitest';
import { bgNbd } from '../../../../src/models/btyd/bg-nbd';
import { fitModel } from '../../../../src/models/btyd/fit';
import { groupCells } from '../../../../src/models/btyd/group-cells';
import { mbgNbd } from '../../../../src/models/btyd/mbg-nbd';
import type { Cells, Fit, Parameters, Refusal, TransactionModel } from '../../../../src/models/btyd/model';
import { createRandom } from '../../../../src/models/random';
import { simulateCustomers } from '../../../../src/models/simulate';
import { cellOfEach } from '../../../fixtures/clv-reference';
import { expectClose } from '../closeness';

const truth: Parameters = { r: 0.25, alpha: 33.6, a: 0.72, b: 2.16 };

function simulated(
  name: 'bg-nbd' | 'mbg-nbd',
  parameters: Parameters,
  customers: number,
  days: number,
): Cells {
  const made = simulateCustomers(
    { model: name, parameters, customers, age: (random) => 1 + random.below(days), horizon: 0, grid: 1 },
    createRandom(11),
  );
  return groupCells(made.x, made.recency, made.age).cells;
}

function fitted(model: TransactionModel, cells: Cells): Fit {
  const outcome = fitModel(model, cells);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.fit;
}

const refusalOf = (model: TransactionModel, cells: Cells): Refusal | null => {
  const outcome = fitModel(model, cells);
  return outcome.ok ? null : outcome.refusal;
};

const models = [
  ['bg-nbd', bgNbd],
  ['mbg-nbd', mbgNbd],
] as const;

describe.each(models)('fitting %s', (name, model) => {
  it('finds simulated parameters again, within four standard errors', () => {
    // Days are coarse beside nothing here: the mean time between orders is months.
    const { parameters, standardErrors } = fitted(
      model,
      simulated(name, { ...truth, alpha: 336 }, 20_000, 3000),
    );
    for (const [parameter, value] of Object.entries({ ...truth, alpha: 336 })) {
      const [found = NaN, error = NaN] = [parameters[parameter], standardErrors[parameter]];
      expect(Math.abs(found - value)).toBeLessThan(4 * error);
    }
  });

  it('by way of a sample ends where all starts end', () => {
    const cells = simulated(name, truth, 40_000, 365);
    expect(cells.x.length).toBeGreaterThan(6000);
    const fit = fitted(model, cells);
    expect(fit.evaluations).toBeLessThan(40);
    const half: Cells = { ...cells, weight: cells.weight.map((weight) => weight / 2) };
    expectClose(Object.values(fitted(model, half).parameters), Object.values(fit.parameters), 1e-7);
    expectClose(
      Object.values(fitted(model, half).standardErrors),
      Object.values(fit.standardErrors).map((each) => each * Math.SQRT2),
      1e-5,
    );
  });

  it('is the same in any unit of time', () => {
    const days = simulated(name, truth, 2000, 365);
    const years: Cells = {
      ...days,
      recency: days.recency.map((time) => time / 365.25),
      age: days.age.map((time) => time / 365.25),
    };
    const [one, other] = [fitted(model, days), fitted(model, years)];
    expectClose(
      ['r', 'a', 'b'].map((each) => other.parameters[each] ?? NaN),
      ['r', 'a', 'b'].map((each) => one.parameters[each] ?? NaN),
      1e-7,
    );
    expectClose([365.25 * (other.parameters['alpha'] ?? NaN)], [one.parameters['alpha'] ?? NaN], 1e-7);
  });

  it('refuses five customers', () => {
    const five = Array.from({ length: 5 }, (_, x) => ({ x, recency: 4 * x, age: 20 }));
    expect(refusalOf(model, cellOfEach(five))).toBe('too_few_customers');
    expect(refusalOf(model, cellOfEach([]))).toBe('too_few_customers');
  });

  it('refuses customers who all came once', () => {
    const once = Array.from({ length: 500 }, (_, i) => ({ x: 0, recency: 0, age: 1 + (i % 90) }));
    expect(refusalOf(model, cellOfEach(once))).toBe('no_repeat_buyers');
  });

  it('refuses where nobody leaves', () => {
    const random = createRandom(5);
    const loyal = Array.from({ length: 600 }, () => {
      const pace = random.gamma(2, 4);
      const times: number[] = [];
      for (let time = random.exponential(pace); time < 100; time += random.exponential(pace))
        times.push(time);
      return { x: times.length, recency: times.at(-1) ?? 0, age: 100 };
    });
    expect(refusalOf(model, cellOfEach(loyal))).toBe('nobody_leaves');
  });

  it('refuses where all are alike', () => {
    const random = createRandom(6);
    const alike = Array.from({ length: 400 }, () => {
      let [time, x, recency] = [0, 0, 0];
      for (let stays = true; stays;) {
        // More even than orders at random: no spread of rates could explain it.
        time += random.gamma(3, 1.5);
        if (time > 40) break;
        x++;
        recency = time;
        stays = !random.chance(0.2);
      }
      return { x, recency, age: 40 };
    });
    expect(refusalOf(model, cellOfEach(alike))).toBe('all_alike');
  });

  it('refuses a window in which hardly anyone could come twice', () => {
    const random = createRandom(7);
    const brief = Array.from({ length: 300 }, (_, i) =>
      i % 20 === 0 ? { x: 1, recency: 5 * random.uniform(), age: 5 } : { x: 0, recency: 0, age: 5 },
    );
    expect(refusalOf(model, cellOfEach(brief))).toBe('window_too_short');
  });

  it('stops when it is told to', () => {
    const signal = AbortSignal.abort(new Error('enough'));
    expect(() => fitModel(model, simulated(name, truth, 500, 365), { signal })).toThrow('enough');
  });
});
