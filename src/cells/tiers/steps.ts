/** What moves a customer up, in words. */
import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import { customersText } from './finding';
import { nameOfTier } from './levels';
import type { TierView } from './view';

/** null for the highest tier. */
export function stepText(
  { level, medianValue, customers, closeToNext, step }: TierView,
  format: Formatter,
): string | null {
  if (step === null) return null;
  const names = { tier: nameOfTier(level), next: nameOfTier(step.next.level) };
  if (customers === 0) return m.tiers_step_nobody(names);
  const way = m.tiers_step({
    ...names,
    median: format.money(medianValue),
    missing: format.money(step.missing),
  });
  const orders =
    step.orders === null
      ? []
      : [m.tiers_step_orders({ orders: format.number(step.orders, 1), aov: format.money(step.orderValue) })];
  const close = m.tiers_step_close({ count: closeToNext, customers: customersText(closeToNext, format) });
  return [way, ...orders, close].join(' ');
}
