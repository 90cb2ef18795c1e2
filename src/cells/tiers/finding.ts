import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import { nameOfTier } from './levels';
import type { TiersParams } from './tiers';
import type { TiersView, TierView } from './view';

export const customersText = (count: number, format: Formatter): string =>
  m.segment_cell_customers({ count, formatted: format.integer(count) });

/** From how much to how much, in the notebook's money. */
export function rangeText({ threshold, step }: TierView, format: Formatter): string {
  const write = (value: number): string => format.money(value, { compact: Number.isInteger(value) });
  const next = step === null ? null : write(step.next.threshold);
  if (threshold === null) return next === null ? m.tiers_range_any() : m.tiers_range_below({ next });
  const from = write(threshold);
  return next === null ? m.tiers_range_from({ from }) : m.tiers_range_between({ from, next });
}

/** How few the highest tier holds and what they bring, and who is about to rise. */
export function findingOf({ tiers }: TiersView, { money }: TiersParams, format: Formatter): string {
  const best = tiers.at(-1);
  if (best === undefined || best.threshold === null) return m.tiers_finding_one();
  const words = {
    tier: nameOfTier(best.level),
    from: rangeText(best, format),
    count: best.customers,
    customers: customersText(best.customers, format),
    share: format.percent(best.customerShare),
    part: format.percent(best.valueShare),
  };
  const close = tiers.reduce((sum, { closeToNext }) => sum + closeToNext, 0);
  return [
    money === 'year' ? m.tiers_finding_year(words) : m.tiers_finding_all(words),
    m.tiers_finding_close({ count: close, customers: customersText(close, format) }),
  ].join(' ');
}
