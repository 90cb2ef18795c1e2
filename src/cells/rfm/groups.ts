/** Which named groups a scheme has. */
import { rfmGroups, rfmTiers } from '../../summary/groups';
import type { Method, Scheme } from './rfm';

export type GroupName = (typeof rfmGroups)[number] | (typeof rfmTiers)[number];

/** Groups that three scores do not tell apart. */
const onlyOfFive: readonly GroupName[] = ['promising', 'hibernating'];

export function groupNamesOf(scheme: Scheme, method: Method): readonly GroupName[] {
  if (scheme === 'tiers') return rfmTiers;
  return method === '3x3x3' ? rfmGroups.filter((name) => !onlyOfFive.includes(name)) : rfmGroups;
}

export const isGroupName = (name: string): name is GroupName =>
  ([...rfmGroups, ...rfmTiers] as readonly string[]).includes(name);
