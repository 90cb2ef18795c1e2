export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 % quantile of the standard normal distribution. */
const z95 = 1.959963984540054;

/**
 * 95 % score interval of a share (Wilson 1927, J. Am. Stat. Assoc. 22, 209-212).
 * @param successes count, 0 to n
 * @param n trials
 * @returns shares between 0 and 1, or null when n is 0
 */
export function wilson(successes: number, n: number): Interval | null {
  if (n <= 0) return null;
  const share = successes / n;
  const square = z95 * z95;
  const centre = (share + square / (2 * n)) / (1 + square / n);
  const half = (z95 / (1 + square / n)) * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/**
 * The t for which a Student variable lies outside ±t with probability 0.05 (Hill 1970, Algorithm 396,
 * Communications of the ACM 13, 619-620; about six digits).
 * @param degrees of freedom, at least 1
 */
export function student95(degrees: number): number {
  const tail = 0.05;
  if (degrees === 1) return 1 / Math.tan((tail * Math.PI) / 2);
  if (degrees === 2) return Math.sqrt(2 / (tail * (2 - tail)) - 2);
  const a = 1 / (degrees - 0.5);
  const b = 48 / (a * a);
  let c = ((20700 * a) / b - 98) * a - 16;
  c = c * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * degrees;
  let y = (d * tail) ** (2 / degrees);
  if (y > 0.05 + a) {
    const x = -z95;
    const square = x * x;
    if (degrees < 5) c += 0.3 * (degrees - 4.5) * (x + 0.6);
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c;
    const z = (((((0.4 * square + 6.3) * square + 36) * square + 94.5) / c - square - 3) / b + 1) * x;
    y = Math.expm1(a * z * z);
  } else {
    const inner = 1 / (((degrees + 6) / (degrees * y) - 0.089 * d - 0.822) * (degrees + 2) * 3);
    y = ((inner + 0.5 / (degrees + 4)) * y - 1) * ((degrees + 1) / (degrees + 2)) + 1 / y;
  }
  return Math.sqrt(degrees * y);
}

/**
 * 95 % interval of a mean, mean ± t · s / √n (Student 1908, Biometrika 6, 1-25). Exact for normal values,
 * approximate for skewed ones, where the central limit theorem carries it as n grows.
 * @param deviation sample standard deviation (n - 1)
 * @returns in the unit of the mean, or null when n is below 2
 */
export function meanInterval(mean: number, deviation: number, n: number): Interval | null {
  if (n < 2) return null;
  const half = (student95(n - 1) * deviation) / Math.sqrt(n);
  return { low: mean - half, high: mean + half };
}
