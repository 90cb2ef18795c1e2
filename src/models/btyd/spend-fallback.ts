import { spenders, type SpendCells } from './gamma-gamma';

/** An estimate of spend without a model, for where the gamma-gamma model is refused. */
export interface RobustSpend {
  /** Money per order of a customer about whom nothing is known. */
  readonly centre: number;
  /** As many orders of a customer's own weigh as much as the centre. */
  readonly priorOrders: number;
  /** Customers' means above this count as this in the centre: their 99th percentile. */
  readonly cap: number;
}

const capShare = 0.99;
/** Where the data cannot tell, one order of a customer's own weighs as much as everybody else. */
const unknownPrior = 1;
const [leastPrior, mostPrior] = [0.25, 16];

/** The least value that at least a share of the customers do not exceed. */
function quantile({ mean, weight }: SpendCells, share: number): number {
  const order = Array.from(mean.keys()).sort((one, other) => (mean[one] as number) - (mean[other] as number));
  const total = weight.reduce((sum, each) => sum + each, 0);
  let seen = 0;
  for (const cell of order) {
    seen += weight[cell] as number;
    if (seen >= share * total) return mean[cell] as number;
  }
  return Number.NaN;
}

/**
 * Credibility of Bühlmann & Straub (1970, Mitteilungen der Vereinigung Schweizerischer Versicherungsmathematiker 70,
 * 111-133) on winsorized means. The squared distance of a customer's mean from the centre is, over customers, the
 * variance between them plus that of one order over x: a line in 1 / x, whose slope over its height is the number of
 * orders that weigh as much as the centre. The ratio is kept between a quarter and sixteen orders.
 * @returns null when nobody has a repeat order with a positive mean
 */
export function robustSpend(cells: SpendCells): RobustSpend | null {
  const { x, mean, weight } = spenders(cells);
  if (x.length === 0) return null;
  const cap = quantile({ x, mean, weight }, capShare);
  let [customers, money] = [0, 0];
  weight.forEach((each, cell) => {
    customers += each;
    money += each * Math.min(cap, mean[cell] as number);
  });
  const centre = money / customers;

  let [sumU, sumUU, sumD, sumUD] = [0, 0, 0, 0];
  weight.forEach((each, cell) => {
    const u = 1 / (x[cell] as number);
    const distance = (Math.min(cap, mean[cell] as number) - centre) ** 2;
    sumU += each * u;
    sumUU += each * u * u;
    sumD += each * distance;
    sumUD += each * u * distance;
  });
  const spread = sumUU - (sumU * sumU) / customers;
  if (!(spread > 1e-9 * sumUU) || sumD === 0) return { centre, priorOrders: unknownPrior, cap };
  const within = (sumUD - (sumU * sumD) / customers) / spread;
  const between = (sumD - within * sumU) / customers;
  const ratio = between > 0 ? within / between : mostPrior;
  return { centre, priorOrders: Math.min(mostPrior, Math.max(leastPrior, ratio)), cap };
}

/**
 * Each customer's own mean and the centre, weighed x to `priorOrders`.
 * @param x repeat orders; without them it is the centre
 * @param mean money per repeat order
 */
export const shrunkSpend = (
  { centre, priorOrders }: RobustSpend,
  x: Float64Array,
  mean: Float64Array,
): Float64Array =>
  x.map((count, customer) =>
    count > 0 ? (count * (mean[customer] as number) + priorOrders * centre) / (count + priorOrders) : centre,
  );
