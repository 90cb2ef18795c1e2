import type { MeanScore, OriginScore } from './validation';

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Means over origins; null when there is none, or at one of them nothing could be said. */
export function meanOf(scores: readonly (OriginScore | null)[]): MeanScore | null {
  const said = scores.filter((score) => score !== null);
  if (said.length === 0 || said.length < scores.length) return null;
  const of = (value: (score: OriginScore) => number | null): number | null => mean(said.map(value));
  return {
    bias: of(({ bias }) => bias),
    absoluteBias: of(({ bias }) => bias && Math.abs(bias)),
    mae: of(({ mae }) => mae) ?? NaN,
    rmse: of(({ rmse }) => rmse) ?? NaN,
    spearman: of(({ spearman }) => spearman),
    topDecile: of(({ topDecile }) => topDecile),
    topDecilePerfect: of(({ topDecilePerfect }) => topDecilePerfect),
    coverage: of(({ coverage }) => coverage),
  };
}
