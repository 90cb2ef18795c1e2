/** (-1)^k (zeta(k) - 1) / k for k = 2 …: the Taylor series of ln Γ(2 + z). */
const taylor = [
  0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986, 0.0028905103307415234,
  -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939, 9.945751278180853e-5,
  -4.492623673813314e-5, 2.050721277567069e-5, -9.439488275268397e-6, 4.374866789907488e-6,
  -2.039215753801366e-6, 9.55141213040742e-7, -4.492469198764566e-7, 2.1207184805554665e-7,
  -1.0043224823968099e-7, 4.7698101693639804e-8, -2.2711094608943164e-8, 1.0838659214896955e-8,
  -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9, 5.731367241678862e-10,
  -2.7595228851242334e-10, 1.330476437424449e-10,
];

/** 1 - Euler's constant: the slope of ln Γ at 2. */
const slopeAtTwo = 0.42278433509846713;
const halfLogTwoPi = 0.9189385332046728;

/** ln Γ(2 + z) for |z| at most 1/2. */
function logGammaNearTwo(z: number): number {
  let sum = 0;
  for (let k = taylor.length - 1; k >= 0; k--) sum = sum * z + (taylor[k] ?? 0);
  return z * (slopeAtTwo + z * sum);
}

/** ln Γ(x) - [(x - 1/2) ln x - x + ln √(2π)] for x of at least 10 (Abramowitz & Stegun 6.1.41). */
function stirlingRest(x: number): number {
  const y = 1 / (x * x);
  return (
    (1 / 12 -
      y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - y * (691 / 360360 - y / 156)))))) /
    x
  );
}

/**
 * ln Γ(x) for x > 0, to 1e-14 relative, its zeros at 1 and 2 included: a Taylor series about 2, recurrence, and
 * Stirling's series from 10 on.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : Number.NaN;
  if (x < 0.5) return logGammaNearTwo(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return logGammaNearTwo(x - 1) - Math.log1p(x - 1);
  if (x < 10) {
    let factor = 1;
    let rest = x;
    while (rest > 2.5) {
      rest -= 1;
      factor *= rest;
    }
    return Math.log(factor) + logGammaNearTwo(rest - 2);
  }
  return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingRest(x);
}

/** ψ(x), the derivative of ln Γ, for x > 0: to 1e-14 of the greater of itself and 1. */
export function digamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < 10; at++) shift += 1 / at;
  const y = 1 / (at * at);
  const series =
    y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y * (1 / 132 - y * (691 / 32760 - y / 12))))));
  return Math.log(at) - 0.5 / at - series - shift;
}

/** ψ'(x), the second derivative of ln Γ, for x > 0, to 1e-14 relative. */
export function trigamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < 10; at++) shift += 1 / (at * at);
  const y = 1 / (at * at);
  const series =
    y * (1 / 6 - y * (1 / 30 - y * (1 / 42 - y * (1 / 30 - y * (5 / 66 - y * (691 / 2730 - (y * 7) / 6))))));
  return shift + 0.5 * y + (1 + series) / at;
}

/**
 * ln B(a, b) for a, b > 0. Where the greater is large, Stirling's series of the two is subtracted before its leading
 * terms, so that nothing cancels.
 */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 10) return logGamma(small) + logGamma(large) - logGamma(small + large);
  // ln Γ(large) - ln Γ(small + large)
  const difference =
    stirlingRest(large) -
    stirlingRest(small + large) -
    (large - 0.5) * Math.log1p(small / large) -
    small * Math.log(small + large) +
    small;
  return logGamma(small) + difference;
}

/** ln(1 - e^x) for x < 0, without loss at either end (Mächler 2012). */
export const log1mExp = (x: number): number =>
  x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));

/** ln(e^x + e^y) without overflow. */
export function logAddExp(x: number, y: number): number {
  const larger = Math.max(x, y);
  return larger === -Infinity ? larger : larger + Math.log1p(Math.exp(-Math.abs(x - y)));
}

/** ln Σ e^x over all, without overflow; -Infinity of none. */
export function logSumExp(values: Iterable<number>): number {
  let largest = -Infinity;
  for (const value of values) largest = Math.max(largest, value);
  if (largest === -Infinity) return largest;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - largest);
  return largest + Math.log(sum);
}

/**
 * erfc(x) = 2 / √π ∫ e^(-t²) dt from x on, to 1e-13 relative: a series of positive terms up to 2 (Abramowitz & Stegun
 * 7.1.6), Laplace's continued fraction from its end beyond (7.1.14).
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x > 2) {
    let tail = x;
    for (let k = 100; k >= 1; k--) tail = x + k / 2 / tail;
    return Math.exp(-x * x) / (tail * Math.sqrt(Math.PI));
  }
  let term = x;
  let sum = x;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return 1 - (2 * Math.exp(-x * x) * sum) / Math.sqrt(Math.PI);
}

/** Enough for parameters of some millions: about √max(a, b) terms are needed. */
const mostTerms = 10_000;

/**
 * The regularised incomplete beta function I_x(a, b), P(B ≤ x) of a beta variable, for a, b > 0 and x in [0, 1]: by its
 * continued fraction, on the side of the mean where that converges fast (Numerical Recipes, 3rd ed., 6.4, by Lentz's
 * method); absolutely to about 1e-13.
 */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, 1 - x);
  const least = 1e-300;
  const kept = (value: number): number => (Math.abs(value) < least ? least : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= mostTerms; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return (Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) * fraction) / a;
}
