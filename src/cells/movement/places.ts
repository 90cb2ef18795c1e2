/** Where a customer can be at a date, by the family of groups: each customer is in exactly one. */
import type { PointValue } from '../../filter/clause';
import { segmentColumn } from '../../summary/build';
import { rfmGroups, rfmTiers } from '../../summary/groups';

const sides = ['in', 'out', 'unclassified'] as const;

export const families = ['groups', 'tiers', 'segment'] as const;
export type Family = (typeof families)[number];
export type Place = (typeof rfmGroups)[number] | (typeof rfmTiers)[number] | (typeof sides)[number];

const placesByFamily: Readonly<Record<Family, readonly Place[]>> = {
  groups: rfmGroups,
  tiers: rfmTiers,
  segment: sides,
};

/** In the order in which they are drawn; of the RFM schemes from the best to the last. */
export const placesOf = (family: Family): readonly Place[] => placesByFamily[family];

const all: readonly string[] = [...rfmGroups, ...rfmTiers, ...sides];
export const isPlace = (name: string): name is Place => all.includes(name);

/** The column of the customer summary that tells the present place, and its value. */
export function pointOf(
  family: Family,
  segment: string,
  place: Place,
): { readonly column: string; readonly value: PointValue } {
  if (family === 'groups') return { column: 'rfm_group_quintile', value: place };
  if (family === 'tiers') return { column: 'rfm_tier_quintile', value: place };
  return { column: segmentColumn(segment), value: place === 'unclassified' ? null : place === 'in' };
}
