/** The tiers by their names, and the shares of paying customers that each is meant to hold with those above it. */
import { m } from '../../i18n/locale.svelte';

export const tierCounts = ['3', '4', '5'] as const;
export type TierCount = (typeof tierCounts)[number];

export type Level = 1 | 2 | 3 | 4 | 5;
export const levelsAbove = [2, 3, 4, 5] as const;

/**
 * Each tier is meant for a third to a half of those who reach the one below: the lowest threshold is within reach of
 * many, and the highest tier stays so small that its benefits can be costly. Wanted shares are of customers who have
 * paid anything in the time that counts, for with many who have paid nothing every quantile of all would be 0.
 */
const shares: Readonly<Record<TierCount, Readonly<Partial<Record<Level, number>>>>> = {
  '3': { 2: 0.3, 3: 0.1 },
  '4': { 2: 0.4, 3: 0.15, 4: 0.05 },
  '5': { 2: 0.5, 3: 0.25, 4: 0.1, 5: 0.03 },
};

export const sharesOf = (count: TierCount): Readonly<Partial<Record<Level, number>>> => shares[count];

const names: Readonly<Record<Level, () => string>> = {
  1: () => m.tiers_name_1(),
  2: () => m.tiers_name_2(),
  3: () => m.tiers_name_3(),
  4: () => m.tiers_name_4(),
  5: () => m.tiers_name_5(),
};

export const nameOfTier = (level: Level): string => names[level]();
