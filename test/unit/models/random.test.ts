import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../../src/models/random';

const draws = 40_000;
function momentsOf(draw: (random: Random) => number): { mean: number; variance: number } {
  const random = createRandom(11);
  const values = Array.from({ length: draws }, () => draw(random));
  const mean = values.reduce((sum, value) => sum + value, 0) / draws;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (draws - 1);
  return { mean, variance };
}

// Each distribution's textbook mean and variance, met within five standard errors or so of 40,000 draws.
describe.each<[string, (random: Random) => number, number, number]>([
  ['uniform', (random) => random.uniform(), 1 / 2, 1 / 12],
  ['normal', (random) => random.normal(), 0, 1],
  ['exponential at 4', (random) => random.exponential(4), 1 / 4, 1 / 16],
  ['gamma 0.6 at 2', (random) => random.gamma(0.6, 2), 0.3, 0.15],
  ['gamma 6 at 3', (random) => random.gamma(6, 3), 2, 2 / 3],
  ['beta 0.8, 2.9', (random) => random.beta(0.8, 2.9), 0.8 / 3.7, (0.8 * 2.9) / (3.7 ** 2 * 4.7)],
  ['Poisson 7.5', (random) => random.poisson(7.5), 7.5, 7.5],
])('%s', (_name, draw, mean, variance) => {
  test('has its mean and variance', () => {
    const found = momentsOf(draw);
    expect(Math.abs(found.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / draws));
    expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.08);
  });
});

test('a seed gives the same numbers on every machine', () => {
  const random = createRandom(1);
  expect(Array.from({ length: 4 }, () => random.below(1_000_000))).toMatchInlineSnapshot(`
    [
      782272,
      275327,
      993692,
      713276,
    ]
  `);
});

test('picks by weight', () => {
  const random = createRandom(3);
  const picks = Array.from({ length: draws }, () => random.pick([1, 3], (weight) => weight));
  expect(picks.filter((pick) => pick === 3).length / draws).toBeCloseTo(0.75, 1);
});
