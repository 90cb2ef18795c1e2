import { literal } from '../schema/sql';
import { purchasesSql, type LearningScope } from './foretell';
import type { Attribute } from './request';

/** The purchases in the order that the models expect, with attributes of each customer's first order. */
export const covariatesSql = (scope: LearningScope, attributes: readonly Attribute[]): string =>
  `SELECT x, recency, age, repeat_net, log_gaps, ${attributes.map((name) => `customers.${name}`).join(', ')}
FROM (${purchasesSql(scope)}) AS purchases
LEFT JOIN customers ON customers.customer_id = purchases.customer_id
  AND customers.currency IS NOT DISTINCT FROM ${literal(scope.currency)}
ORDER BY row`;
