import type { BetaGeometric } from './beta-geometric';
import { sumOver } from './cells';
import type { Cells, Start } from './model';

/** Shape of the rates, their mean over the crude rate of orders, and the parameters of leaving. */
const guesses = [
  [0.5, 2.5, 0.8, 2.4],
  [1, 1.5, 0.4, 1.2],
  [0.7, 1.2, 0.015, 0.06],
  [0.5, 1.1, 0.002, 0.15],
  [5, 2, 5, 20],
  [0.2, 3, 20, 10],
] as const;

/** Points to start from; a scale of the rates is set by the orders per time observed, whatever the unit. */
export function startsOf({ k }: BetaGeometric, cells: Cells): Start[] {
  const rate = sumOver(cells, (x) => x) / sumOver(cells, (_x, _recency, age) => age);
  return guesses.map(([r, factor, a, b]) => [r, r / (factor * k * rate), a, b].map(Math.log));
}
