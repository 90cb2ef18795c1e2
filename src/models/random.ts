/** Seeded random numbers, the same on every machine: simulations, bootstraps, samplers and the sample shop draw from it. */
export interface Random {
  /** In (0, 1), never an end. */
  uniform(): number;
  normal(): number;
  exponential(rate: number): number;
  /** Mean `shape / rate`. */
  gamma(shape: number, rate: number): number;
  beta(a: number, b: number): number;
  poisson(mean: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** An integer in [0, count). */
  below(count: number): number;
  /** One of `items`, each as likely as its weight. */
  pick<T>(items: readonly T[], weight?: (item: T) => number): T;
}

/** sfc32 of Chris Doty-Humphrey's PractRand 0.94: 128 bits of state, passes its tests to 32 TB. */
function sfc32(seed: number): () => number {
  let a = 0x9e3779b9 | 0;
  let b = 0x243f6a88 | 0;
  let c = seed | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // Its author lets twelve outputs pass after seeding.
  for (let i = 0; i < 12; i++) next();
  return next;
}

export function createRandom(seed: number): Random {
  const bits = sfc32(seed);
  const uniform = () => (bits() + 0.5) / 2 ** 32;

  // Polar method: Marsaglia and Bray, SIAM Review 6 (1964).
  const normal = () => {
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
    }
  };

  const exponential = (rate: number) => -Math.log(uniform()) / rate;

  // Marsaglia and Tsang, ACM TOMS 26 (2000); below shape 1 by their remark in section 6.
  const gamma = (shape: number, rate: number): number => {
    if (shape < 1) return gamma(shape + 1, rate) * Math.exp(Math.log(uniform()) / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const t = 1 + c * x;
      if (t <= 0) continue;
      const v = t * t * t;
      if (Math.log(uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / rate;
    }
  };

  // X / (X + Y) of two gammas: Devroye, Non-Uniform Random Variate Generation (1986), IX.3.
  const beta = (a: number, b: number) => {
    const x = gamma(a, 1);
    return x / (x + gamma(b, 1));
  };

  // Arrivals within one unit of time: Devroye (1986), X.3, lemma 3.2.
  const poisson = (mean: number) => {
    let arrivals = 0;
    for (let time = exponential(mean); time < 1; time += exponential(mean)) arrivals++;
    return arrivals;
  };

  const below = (count: number) => Math.floor(uniform() * count);

  const pick = <T>(items: readonly T[], weight: (item: T) => number = () => 1): T => {
    let left = uniform() * items.reduce((sum, item) => sum + weight(item), 0);
    for (const item of items) {
      left -= weight(item);
      if (left < 0) return item;
    }
    const last = items.at(-1);
    if (last === undefined) throw new Error('Nothing to pick from');
    return last;
  };

  return {
    uniform,
    normal,
    exponential,
    gamma,
    beta,
    poisson,
    below,
    pick,
    chance: (probability) => uniform() < probability,
  };
}
