/** The named groups of the common schemes, each from the best to the lost. */
import type { Method, Scheme } from './rfm';

const eleven = [
  'champions',
  'loyal',
  'potential_loyalists',
  'new_customers',
  'promising',
  'need_attention',
  'about_to_sleep',
  'cannot_lose',
  'at_risk',
  'hibernating',
  'lost',
] as const;

/** Quarters of the customers by the sum of the three scores. */
const tiers = ['platinum', 'gold', 'silver', 'bronze'] as const;

export type GroupName = (typeof eleven)[number] | (typeof tiers)[number];

/** Groups that three scores do not tell apart. */
const onlyOfFive: readonly GroupName[] = ['promising', 'hibernating'];

export function groupNamesOf(scheme: Scheme, method: Method): readonly GroupName[] {
  if (scheme === 'tiers') return tiers;
  return method === '3x3x3' ? eleven.filter((name) => !onlyOfFive.includes(name)) : eleven;
}

export const isGroupName = (name: string): name is GroupName =>
  ([...eleven, ...tiers] as readonly string[]).includes(name);
