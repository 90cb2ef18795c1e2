import type { LifetimeGrid } from './pareto-nbd-grid';
import { moments, panelIntegrator } from './pareto-nbd-panel';

/**
 * The likelihood of a Pareto/NBD customer holds, besides the part of who is alive at the age T,
 *   G(T), with G(u) = (alpha + u)^-(r + x) (beta + u)^-s,
 * the part of who left at some time u after the last order,
 *   s ∫ G(u) / (beta + u) du, from recency to age
 * (Fader & Hardie 2005, "A note on deriving the Pareto/NBD model", before it is written with 2F1, eq. 17). All is
 * positive: no difference of hypergeometric functions cancels, and alpha = beta is no special case.
 *
 * Each table entry is divided by G at its own point, so that nothing overflows for any number of orders.
 */
export interface LifetimeTable {
  /** log(alpha + t) for each time of the grid. */
  readonly logAlpha: Float64Array;
  /** log(beta + t) for each time of the grid. */
  readonly logBeta: Float64Array;
  /** log G for each point. */
  readonly logG: Float64Array;
  /**
   * Writes the integrals between two points of a row, over G of the first, of the density G(u) / (beta + u) and of it
   * times 1 / (alpha + u), 1 / (beta + u), log(alpha + u), log(beta + u); `alive` is G of the second over G of the first.
   */
  between(from: number, to: number, alive: number, out: Float64Array): void;
}

/** Below this share of the row's rest, a difference of rests would lose digits, and the pieces are added up instead. */
const cancellation = 1e-3;

/** Integrals between neighbouring points of each row, and from each point to the end of its row. */
export function lifetimeTable(
  grid: LifetimeGrid,
  r: number,
  alpha: number,
  s: number,
  beta: number,
): LifetimeTable {
  const { times, counts, rowStart, timeOf } = grid;
  const logAlpha = times.map((time) => Math.log(alpha + time));
  const logBeta = times.map((time) => Math.log(beta + time));
  const logG = new Float64Array(timeOf.length);
  const pieces = new Float64Array(timeOf.length * moments);
  const rests = new Float64Array(timeOf.length * moments);
  const integrate = panelIntegrator(alpha, s, beta);

  for (let row = 0; row < counts.length; row++) {
    const power = r + (counts[row] as number);
    const first = rowStart[row] as number;
    const last = (rowStart[row + 1] as number) - 1;
    for (let point = last; point >= first; point--) {
      const start = timeOf[point] as number;
      logG[point] = -power * (logAlpha[start] as number) - s * (logBeta[start] as number);
      if (point === last) continue;
      const end = timeOf[point + 1] as number;
      const at = point * moments;
      integrate(
        power,
        logAlpha[start] as number,
        logBeta[start] as number,
        logAlpha[end] as number,
        logBeta[end] as number,
        pieces,
        at,
      );
      const ratio = Math.exp((logG[point + 1] as number) - (logG[point] as number));
      for (let moment = at; moment < at + moments; moment++) {
        rests[moment] = (pieces[moment] as number) + ratio * (rests[moment + moments] as number);
      }
    }
  }

  function between(from: number, to: number, alive: number, out: Float64Array): void {
    const start = from * moments;
    const end = to * moments;
    const rest = rests[start] as number;
    if (rest - alive * (rests[end] as number) > cancellation * rest) {
      out[0] = rest - alive * (rests[end] as number);
      out[1] = (rests[start + 1] as number) - alive * (rests[end + 1] as number);
      out[2] = (rests[start + 2] as number) - alive * (rests[end + 2] as number);
      out[3] = (rests[start + 3] as number) - alive * (rests[end + 3] as number);
      out[4] = (rests[start + 4] as number) - alive * (rests[end + 4] as number);
      return;
    }
    out.fill(0);
    for (let point = from; point < to; point++) {
      const scale = Math.exp((logG[point] as number) - (logG[from] as number));
      for (let moment = 0; moment < moments; moment++) {
        out[moment] = (out[moment] as number) + scale * (pieces[point * moments + moment] as number);
      }
    }
  }

  return { logAlpha, logBeta, logG, between };
}
