/** The columns of the customer summary that hold what the cell shows. */
import type { Method, Monetary, RfmParams, Scheme } from './rfm';

export const scoreSuffix: Readonly<Record<Method, string>> = {
  quintiles: 'quintile',
  thresholds: 'band',
  '3x3x3': 'tercile',
};

/** How the summary calls the money that is scored. */
export const moneyColumn: Readonly<Record<Monetary, string>> = { total: 'monetary', mean: 'ticket' };

const schemePrefix: Readonly<Record<Scheme, Readonly<Record<Monetary, string>>>> = {
  groups: { total: 'rfm_group', mean: 'ticket_group' },
  tiers: { total: 'rfm_tier', mean: 'ticket_tier' },
};

/** Recency and frequency: what a cell of the grid selects by. */
export const gridColumns = ({ method }: Pick<RfmParams, 'method'>): readonly [string, string] => [
  `recency_${scoreSuffix[method]}`,
  `frequency_${scoreSuffix[method]}`,
];

/** The named group. */
export const groupColumn = ({
  method,
  monetary,
  scheme,
}: Pick<RfmParams, 'method' | 'monetary' | 'scheme'>): string =>
  `${schemePrefix[scheme][monetary]}_${scoreSuffix[method]}`;
