/** Symmetric matrices of a few rows, as rows of numbers. */
export type Matrix = readonly (readonly number[])[];

/**
 * The lower Cholesky factor L of a symmetric positive definite matrix, with L Lᵀ = matrix; null when it is not
 * positive definite (or not finite), which is how a Hessian is judged.
 */
export function cholesky(matrix: Matrix): number[][] | null {
  const factor: number[][] = [];
  for (const [i, source] of matrix.entries()) {
    const row: number[] = [];
    for (let j = 0; j < i; j++) {
      const other = factor[j] ?? [];
      let sum = source[j] ?? Number.NaN;
      for (let k = 0; k < j; k++) sum -= (row[k] ?? 0) * (other[k] ?? 0);
      row.push(sum / (other[j] ?? Number.NaN));
    }
    const pivot = row.reduce((rest, each) => rest - each * each, source[i] ?? Number.NaN);
    // A pivot lost to rounding is as bad as a negative one.
    if (!(pivot > 1e-14 * Math.abs(source[i] ?? 0))) return null;
    row.push(Math.sqrt(pivot));
    factor.push(row);
  }
  return factor;
}

/** Solves L Lᵀ solution = right, given the lower Cholesky factor L. */
export function solveCholesky(factor: Matrix, right: ArrayLike<number>): number[] {
  const solution: number[] = [];
  for (const [i, row] of factor.entries()) {
    let sum = right[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (row[k] ?? 0) * (solution[k] ?? 0);
    solution.push(sum / (row[i] ?? Number.NaN));
  }
  for (let i = factor.length - 1; i >= 0; i--) {
    let sum = solution[i] ?? 0;
    for (let k = i + 1; k < factor.length; k++) sum -= (factor[k]?.[i] ?? 0) * (solution[k] ?? 0);
    solution[i] = sum / (factor[i]?.[i] ?? Number.NaN);
  }
  return solution;
}

/** The inverse of L Lᵀ, given the lower Cholesky factor L; exactly symmetric. */
export function inverseFromCholesky(factor: Matrix): number[][] {
  const size = factor.length;
  const columns = Array.from({ length: size }, (_, i) =>
    solveCholesky(
      factor,
      Array.from({ length: size }, (__, j) => (i === j ? 1 : 0)),
    ),
  );
  return columns.map((column, i) => column.map((value, j) => (value + (columns[j]?.[i] ?? 0)) / 2));
}

/** matrix × vector. */
export const multiply = (matrix: Matrix, vector: ArrayLike<number>): number[] =>
  matrix.map((row) => row.reduce((sum, value, j) => sum + value * (vector[j] ?? 0), 0));

/** The scalar product. */
export function dot(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] ?? 0) * (right[i] ?? 0);
  return sum;
}
