import { expect, test } from 'vitest';
import { createRandom } from '../../../../src/models/random';
import { bulkEffectiveSize, rHat } from '../../../../src/models/uncertainty/convergence';
import { normalQuantile } from '../../../../src/models/uncertainty/normal';

const length = 1000;
const random = createRandom(7);
const independent = Array.from({ length: 4 }, () => Float64Array.from({ length }, () => random.normal()));

/** A chain in which each draw is correlated with the one before. */
function autoregressive(correlation: number): Float64Array {
  let value = random.normal();
  return Float64Array.from({ length }, () => {
    value = correlation * value + Math.sqrt(1 - correlation ** 2) * random.normal();
    return value;
  });
}

test('normal quantiles are those of the tables', () => {
  // Abramowitz and Stegun, table 26.5, and Wichura's own check values.
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(0.25)).toBeCloseTo(-0.6744897501960817, 14);
  expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167814, 13);
  expect(normalQuantile(1e-20)).toBeCloseTo(-9.262340089798409, 12);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
});

test('independent chains agree and are worth their draws', () => {
  expect(rHat(independent)).toBeLessThan(1.01);
  expect(bulkEffectiveSize(independent)).toBeGreaterThan(0.85 * 4 * length);
});

test('chains about different places, of different spread, or adrift do not agree', () => {
  const [first, ...others] = independent;
  if (!first) throw new Error('no chain');
  expect(rHat([first.map((value) => value + 1), ...others])).toBeGreaterThan(1.1);
  expect(rHat([first.map((value) => value * 5), ...others])).toBeGreaterThan(1.1);
  expect(rHat(independent.map((chain) => chain.map((value, i) => value + (2 * i) / length)))).toBeGreaterThan(
    1.1,
  );
});

test('a monotone transform changes nothing, not even one without a mean', () => {
  const cubed = independent.map((chain) => chain.map((value) => Math.exp(20 * value)));
  expect(bulkEffectiveSize(cubed)).toBeCloseTo(bulkEffectiveSize(independent), 6);
});

test('autocorrelated draws are worth less, by the theory of their process', () => {
  // (1 - rho) / (1 + rho) of the draws, for an autoregression of first order.
  const chains = Array.from({ length: 4 }, () => autoregressive(0.8));
  const share = bulkEffectiveSize(chains) / (4 * length);
  expect(share).toBeGreaterThan(0.75 / 9);
  expect(share).toBeLessThan(1.3 / 9);
});
