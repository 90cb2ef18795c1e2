/** (-1)^k (zeta(k) - 1) / k for k = 2 …: the Taylor series of ln Γ(2 + z). */
const taylor = [
  0.3224670334241132182, -0.06735230105319809513, 0.02058080842778454788, -0.007385551028673985266,
  0.002890510330741523286, -0.001192753911703260977, 0.0005096695247430424223, -0.0002231547584535793798,
  0.00009945751278180853371, -0.0000449262367381331417, 0.00002050721277567069155, -9.439488275268395904e-6,
  4.374866789907487804e-6, -2.039215753801366237e-6, 9.551412130407419833e-7, -4.492469198764566043e-7,
  2.120718480555466587e-7, -1.004322482396809961e-7, 4.769810169363980566e-8, -2.271109460894316491e-8,
  1.083865921489695409e-8, -5.183475041970046655e-9, 2.483674543802478317e-9, -1.192140140586091207e-9,
  5.731367241678862013e-10, -2.759522885124233145e-10, 1.330476437424448948e-10,
];

/** 1 - Euler's constant: the slope of ln Γ at 2. */
const slopeAtTwo = 0.4227843350984671394;
const halfLogTwoPi = 0.9189385332046727418;

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
export function logSumExp(values: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i] ?? -Infinity);
  if (largest === -Infinity) return largest;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp((values[i] ?? -Infinity) - largest);
  return largest + Math.log(sum);
}
