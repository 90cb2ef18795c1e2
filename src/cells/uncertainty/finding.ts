import { m } from '../../i18n/locale.svelte';
import type { CellContext, Formatter } from '../kind';
import type { UncertaintyResult } from './uncertainty';

/** What all customers are worth, by the widest method that was asked for. */
export function findingOf(
  { atOnce, bootstrap, posterior }: UncertaintyResult,
  { outlook }: CellContext,
  format: Formatter,
): string {
  const all = (posterior ?? bootstrap ?? atOnce)?.groups.find(({ group }) => group === null);
  if (!all || !outlook) return m.uncertainty_refused();
  const money = (value: number): string => format.money(value, { compact: true });
  return m.uncertainty_finding({
    level: format.percent(outlook.request.level, 0),
    customers: format.integer(all.customers),
    money: money(all.clv.estimate),
    low: money(all.clv.parameters.low),
    high: money(all.clv.parameters.high),
    least: money(all.clv.outcome.low),
    most: money(all.clv.outcome.high),
  });
}
