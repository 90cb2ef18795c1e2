/** Numbers that people use as thresholds: few digits, about as far apart as people tell amounts apart. */

const steps = [1, 1.5, 2, 2.5, 3, 4, 5, 7.5] as const;

/**
 * All round numbers from `low` to `high`, both included, ascending: 1, 1.5, 2, 2.5, 3, 4, 5 and 7.5 times a power of ten.
 * Each is at most a half more than the one before.
 * @param low above 0
 */
export function humanNumbers(low: number, high: number): number[] {
  if (!(low > 0)) throw new RangeError('Human numbers begin above 0');
  const [first, last] = [Math.floor(Math.log10(low)) - 1, Math.floor(Math.log10(high)) + 1];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
    .flatMap((power) => steps.map((step) => timesPowerOfTen(step, power)))
    .filter((number) => number >= low && number <= high);
}

/** The nearest double to the decimal number, which a product with a power below 0 is not always. */
const timesPowerOfTen = (step: number, power: number): number => Number(`${String(step)}e${String(power)}`);
