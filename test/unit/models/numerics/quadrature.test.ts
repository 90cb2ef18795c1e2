import { describe, expect, it } from 'vitest';
import { chebyshevInterpolant } from '../../../../src/models/numerics/chebyshev';
import { betaOddsRule, gammaRule, type MixingRule } from '../../../../src/models/numerics/laws';
import { gaussLegendre } from '../../../../src/models/numerics/quadrature';
import { logBeta } from '../../../../src/models/numerics/special';

const mean = ({ points, weights }: MixingRule, of: (point: number) => number): number =>
  points.reduce((sum, point, i) => sum + (weights[i] ?? 0) * of(point), 0);

describe('gaussLegendre', () => {
  it.each([2, 5, 16, 64, 200])('of %i points is exact for a polynomial of twice its degree', (order) => {
    const { nodes, weights } = gaussLegendre(order);
    const degree = 2 * order - 2;
    const sum = nodes.reduce((total, node, i) => total + (weights[i] ?? 0) * node ** degree, 0);
    expect(sum).toBeCloseTo(2 / (degree + 1), 13);
    expect(weights.reduce((total, each) => total + each, 0)).toBeCloseTo(2, 13);
  });

  it('is built once', () => {
    expect(gaussLegendre(48)).toBe(gaussLegendre(48));
  });
});

describe('laws', () => {
  it.each([0.01, 0.25, 1, 7.5, 1e4])('of a gamma shape %d have its Laplace transform', (shape) => {
    const rule = gammaRule(shape);
    for (const at of [1e-4, 1, 30]) {
      const transform = mean(rule, (point) => Math.exp((-at * point) / shape));
      expect(transform / Math.exp(-shape * Math.log1p(at / shape))).toBeCloseTo(1, 12);
    }
  });

  it.each([
    [0.05, 0.1],
    [0.8, 2.4],
    [3, 1],
    [500, 1e3],
  ])('of a beta(%d, %d) have its moments', (a, b) => {
    const rule = betaOddsRule(a, b);
    const share = mean(rule, (odds) => odds / (1 + odds));
    expect((share * (a + b)) / a).toBeCloseTo(1, 12);
    const root = mean(rule, (odds) => Math.sqrt(odds / (1 + odds)));
    expect(root / Math.exp(logBeta(a + 0.5, b) - logBeta(a, b))).toBeCloseTo(1, 11);
  });
});

describe('chebyshevInterpolant', () => {
  it('meets a smooth function between and at its points', () => {
    const at = chebyshevInterpolant((x) => Math.exp(-x) / (1 + x), 0, 3, 28);
    for (const x of [0, 0.1, 1.5, 2.71, 3]) expect(at(x)).toBeCloseTo(Math.exp(-x) / (1 + x), 12);
  });
});
