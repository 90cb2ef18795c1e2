/** How each customer's value moves with the fits' parameters: intervals of any set of customers are made of the sums. */
import { expectedSpend } from '../models/btyd/gamma-gamma';
import { slopeColumns } from '../schema/predictions';
import { slopesOf } from '../models/uncertainty/delta';
import { meanSpend, type Purchases } from './customers';
import type { Fitted } from './fit';

/** Parameters of the model of orders come first, then those of spend; a fit without the latter has zeros there. */
const ofSpend = 4;

export interface Worth {
  /** Continuous rate of discount, and the horizon, in the fit's unit of time. */
  readonly rate: number;
  readonly horizon: number;
  readonly margin: number;
  /** Money per purchase, by customer. */
  readonly spend: Float64Array;
  /** Expected discounted purchases, by customer. */
  readonly discounted: Float64Array;
}

/** For each parameter, the slope of each customer's CLV in its logarithm. */
export function clvSlopes(fitted: Fitted, purchases: Purchases, worth: Worth): Float64Array[] {
  const { chosen, grouped, spend: spendFit } = fitted;
  const { rate, horizon, margin, spend, discounted } = worth;
  const slopes = Array.from({ length: slopeColumns.length }, () => new Float64Array(spend.length));
  if (chosen === null) return slopes;
  const { cells, cellOf } = grouped;
  const orders = slopesOf([chosen.fit], 0, ([parameters = chosen.fit.parameters]) =>
    chosen.model.discountedOrders(parameters, cells, horizon, rate),
  );
  orders.forEach((byCell, parameter) => {
    slopes[parameter] = spend.map((money, i) => money * margin * (byCell[cellOf[i] ?? 0] ?? NaN));
  });
  if (spendFit === null) return slopes;
  const mean = meanSpend(purchases);
  const amounts = slopesOf([spendFit], 0, ([parameters = spendFit.parameters]) =>
    expectedSpend(parameters, purchases.x, mean),
  );
  amounts.forEach((byCustomer, parameter) => {
    slopes[ofSpend + parameter] = discounted.map((count, i) => count * margin * (byCustomer[i] ?? NaN));
  });
  return slopes;
}
