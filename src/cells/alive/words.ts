import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import type { AliveResult, Group } from './alive';

/** `3`, `6–7` or `16+`. */
export function ordersText({ lowOrders, highOrders }: Group, format: Formatter): string {
  const low = format.integer(lowOrders);
  if (highOrders === null) return m.alive_or_more({ low });
  return highOrders === lowOrders ? low : m.alive_range({ low, high: format.integer(highOrders) });
}

export function daysText({ lowDays, highDays }: Group, format: Formatter): string {
  const low = format.integer(lowDays);
  return highDays === null
    ? m.alive_or_more({ low })
    : m.alive_range({ low, high: format.integer(highDays) });
}

/** Cells of fewer customers say more of chance than of the model. */
const fewest = 5;

/** How many are alive, and that the same silence says more of a frequent buyer. */
export function findingOf({ groups }: AliveResult, format: Formatter): string {
  const all = groups.find(({ lowOrders, lowDays }) => lowOrders === null && lowDays === null);
  if (!all) return '';
  const words = {
    count: all.customers,
    customers: format.integer(all.customers),
    alive: format.integer(all.alive * all.customers),
    share: format.percent(all.alive, 0),
  };
  const told = contrastIn(groups);
  if (told === null) return m.alive_finding(words);
  const [seldom, often] = told;
  return `${m.alive_finding(words)} ${m.alive_finding_contrast({
    days: daysText(seldom, format),
    seldom: ordersText(seldom, format),
    often: ordersText(often, format),
    seldom_share: format.percent(seldom.alive, 0),
    often_share: format.percent(often.alive, 0),
  })}`;
}

/**
 * Two groups of the same silence, the more frequent of which is the less alive, as far apart as there are. Who ordered
 * once has no rhythm to be out of.
 */
function contrastIn(groups: readonly Group[]): readonly [Group, Group] | null {
  const cells = groups.filter(
    (one) => (one.lowOrders ?? 0) > 1 && one.lowDays !== null && one.customers >= fewest,
  );
  let best: readonly [Group, Group] | null = null;
  for (const seldom of cells) {
    for (const often of cells) {
      if (often.lowDays !== seldom.lowDays || (often.lowOrders ?? 0) <= (seldom.lowOrders ?? 0)) continue;
      if (seldom.alive - often.alive > (best ? best[0].alive - best[1].alive : 0.1)) best = [seldom, often];
    }
  }
  return best;
}
