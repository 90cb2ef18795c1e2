import { parameterNames, type BetaGeometric } from './beta-geometric';
import { discountedOrders, expectedOrders, probabilityAlive } from './beta-geometric-ahead';
import { orderDistributionOf } from './beta-geometric-distribution';
import { likelihoodOf } from './beta-geometric-likelihood';
import { startsOf } from './beta-geometric-starts';
import type { TransactionModel, TransactionModelName } from './model';

const nobody = { x: 0, recency: 0, age: 0 };
const newcomer = {
  x: Float64Array.of(0),
  recency: Float64Array.of(0),
  age: Float64Array.of(0),
  weight: Float64Array.of(1),
};

/**
 * The transaction model of a member of the family. A new customer is one observed for no time.
 * @param logGaps sum of the logarithms of all times between orders, in the cells' unit; matters for k above 1 only
 */
export function betaGeometricModel(
  name: TransactionModelName,
  family: BetaGeometric,
  logGaps = 0,
): TransactionModel {
  return {
    name,
    parameterNames,
    objective: (cells) => likelihoodOf(family, cells, logGaps),
    starts: (cells) => startsOf(family, cells),
    probabilityAlive: (parameters, cells, ahead) => probabilityAlive(family, parameters, cells, ahead),
    expectedOrders: (parameters, cells, horizon) => expectedOrders(family, parameters, cells, horizon),
    discountedOrders: (parameters, cells, horizon, rate) =>
      discountedOrders(family, parameters, cells, horizon, rate),
    expectedOrdersOfNew: (parameters, time) =>
      expectedOrders(family, parameters, newcomer, time)[0] ?? Number.NaN,
    orderDistribution: (parameters, time, maximum) =>
      orderDistributionOf(family, parameters, nobody, time, maximum),
    orderDistributionOf: (parameters, cell, horizon, maximum) =>
      orderDistributionOf(family, parameters, cell, horizon, maximum),
  };
}
