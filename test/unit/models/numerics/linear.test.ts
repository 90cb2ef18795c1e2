import { expect, test } from 'vitest';
import {
  cholesky,
  inverseFromCholesky,
  multiply,
  solveCholesky,
} from '../../../../src/models/numerics/linear';

const matrix = [
  [4, 2, 0.6],
  [2, 5, 1],
  [0.6, 1, 3],
];

test('a solution solves', () => {
  const factor = cholesky(matrix) ?? [];
  const solution = solveCholesky(factor, [1, -2, 3]);
  multiply(matrix, solution).forEach((value, i) => expect(value).toBeCloseTo([1, -2, 3][i] ?? 0, 13));
});

test('a matrix times its inverse is the identity', () => {
  const inverse = inverseFromCholesky(cholesky(matrix) ?? []);
  inverse.forEach((row, i) =>
    multiply(matrix, row).forEach((value, j) => expect(value).toBeCloseTo(i === j ? 1 : 0, 13)),
  );
});

test.each([
  [
    'indefinite',
    [
      [1, 2],
      [2, 1],
    ],
  ],
  [
    'singular',
    [
      [1, 1],
      [1, 1],
    ],
  ],
  [
    'unknown',
    [
      [Number.NaN, 0],
      [0, 1],
    ],
  ],
])('an %s matrix has no factor', (_, each) => {
  expect(cholesky(each)).toBeNull();
});
