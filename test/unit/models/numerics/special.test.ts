import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  digamma,
  log1mExp,
  logAddExp,
  logBeta,
  logGamma,
  logSumExp,
  trigamma,
} from '../../../../src/models/numerics/special';

/** [x, ln Γ, ψ, ψ'] by mpmath 1.3 with 30 digits. */
const gammaTable: readonly (readonly [number, number, number, number])[] = [
  [1e-8, 18.42068073818021, -100000000.57721564, 1.0000000000000002e16],
  [0.001, 6.907178885383853, -1000.5755719318103, 1000001.6425331958],
  [0.1, 2.252712651734206, -10.423754940411076, 101.43329915079275],
  [0.49, 0.592249629335267, -2.013716050695126, 5.1080924838814035],
  [0.5, 0.5723649429247001, -1.9635100260214235, 4.934802200544679],
  [0.9, 0.06637623973474295, -0.7549269499470513, 1.9225399594772035],
  [1.0, 0.0, -0.5772156649015329, 1.6449340668482264],
  [1.0001, -5.771334222047127e-5, -0.5770511835143348, 1.6446936879331444],
  [1.4616, -0.12148629003589732, -3.110625123034165e-5, 0.9677007114650835],
  [1.5, -0.12078223763524522, 0.03648997397857652, 0.9348022005446793],
  [1.9999, -4.227520877215346e-5, 0.42271983967113097, 0.6449744806987031],
  [2.0, 0.0, 0.42278433509846713, 0.6449340668482264],
  [2.5, 0.2846828704729192, 0.7031566406452432, 0.49035775610023485],
  [2.6, 0.35741186354897986, 0.7510474527734763, 0.4678068931245799],
  [5.5, 3.9578139676187165, 1.6110931485817512, 0.19934238698962767],
  [9.9, 12.57717990421988, 2.2411803166063815, 0.1062830416287406],
  [10.0, 12.801827480081469, 2.251752589066721, 0.10516633568168575],
  [50.0, 144.5657439463449, 3.901989673427892, 0.020201333226697125],
  [1000.0, 5905.220423209181, 6.907255195648812, 0.0010005001666666333],
  [1000000.0, 12815504.569147611, 13.815510057964191, 1.0000005000001667e-6],
  [1000000000.0, 19723265827.503716, 20.723265836446412, 1.0000000005e-9],
];

/** [a, b, ln B] likewise. */
const betaTable: readonly (readonly [number, number, number])[] = [
  [0.1, 0.2, 2.6809784793469147],
  [1.0, 5.0, -1.6094379124341003],
  [5.0, 20.0, -12.266791380564879],
  [0.5, 1000000.0, -6.335390211057437],
  [1000.0, 100000.0, -5612.683482757347],
  [1000000.0, 1000000.0, -1386300.003362921],
  [3.0, 10.5, -6.6263037562809926],
  [1e-5, 100000000.0, 11.512735486088436],
];

const relative = (value: number, exact: number): number => Math.abs(value - exact) / Math.abs(exact);

describe('the gamma function', () => {
  it.each(gammaTable)('and its derivatives at %d are exact', (x, logarithm, first, second) => {
    if (logarithm === 0) expect(logGamma(x)).toBe(0);
    else expect(relative(logGamma(x), logarithm)).toBeLessThan(1e-14);
    expect(Math.abs(digamma(x) - first) / Math.max(1, Math.abs(first))).toBeLessThan(1e-14);
    expect(relative(trigamma(x), second)).toBeLessThan(1e-14);
  });

  it('is infinite at 0 and unknown below', () => {
    expect(logGamma(0)).toBe(Infinity);
    expect(logGamma(-1)).toBeNaN();
  });

  it('obeys its recurrence', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (x) => {
        const size = Math.max(1, Math.abs(logGamma(x + 1)), Math.abs(Math.log(x)));
        expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x)) / size).toBeLessThan(2e-15);
      }),
    );
  });
});

describe('the beta function', () => {
  it.each(betaTable)('at %d and %d is exact', (a, b, exact) => {
    expect(relative(logBeta(a, b), exact)).toBeLessThan(2e-15);
    expect(logBeta(b, a)).toBe(logBeta(a, b));
  });
});

describe('sums of exponentials', () => {
  it('neither overflow nor vanish', () => {
    expect(logAddExp(1000, 1000)).toBeCloseTo(1000 + Math.LN2, 12);
    expect(logAddExp(-Infinity, 3)).toBe(3);
    expect(logAddExp(-Infinity, -Infinity)).toBe(-Infinity);
    expect(logSumExp([-2000, -2000, -2000, -2000])).toBeCloseTo(-2000 + Math.log(4), 12);
    expect(logSumExp([])).toBe(-Infinity);
  });

  it('keep small differences from 1', () => {
    expect(log1mExp(-1e-20)).toBeCloseTo(Math.log(1e-20), 12);
    expect(log1mExp(-50)).toBeCloseTo(-Math.exp(-50), 30);
  });
});
