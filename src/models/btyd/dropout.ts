import type { Sequence } from './ticks';

/** What becomes of a customer whose chance of leaving at each order is p ~ Beta(a, b). */
export interface Dropout {
  /** E[(1 - p)^m]: still there after m orders. */
  readonly staying: Sequence;
  /** Σ E[(1 - p)^j] over j < m: the expected number of the first m orders that are made. */
  readonly made: Sequence;
  /** The limit of `made`: (a + b - 1) / (a - 1), or Infinity where a is at most 1. */
  readonly madeInAll: number;
}

function grown(
  values: Float64Array,
  length: number,
  next: (index: number, values: Float64Array) => number,
): Float64Array {
  const longer = new Float64Array(Math.max(length, 2 * values.length));
  longer.set(values);
  for (let i = values.length; i < longer.length; i++) longer[i] = next(i, longer);
  return longer;
}

export function dropout(a: number, b: number): Dropout {
  let staying: Float64Array = Float64Array.of(1);
  let made: Float64Array = Float64Array.of(0);
  const stayingUpTo = (index: number): Float64Array => {
    if (index >= staying.length)
      staying = grown(
        staying,
        index + 1,
        (m, before) => ((before[m - 1] as number) * (b + m - 1)) / (a + b + m - 1),
      );
    return staying;
  };
  const madeUpTo = (index: number): Float64Array => {
    if (index >= made.length) {
      const stays = stayingUpTo(Math.max(index, 2 * made.length));
      made = grown(made, index + 1, (m, before) => (before[m - 1] as number) + (stays[m - 1] as number));
    }
    return made;
  };
  return {
    staying: { upTo: stayingUpTo },
    made: { upTo: madeUpTo },
    madeInAll: a > 1 ? (a + b - 1) / (a - 1) : Infinity,
  };
}
