import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import { costliestOf, movesOf, type MovementView } from './view';
import { customersText, nameOfPlace } from './words';

/** The most costly move, then how many moved at all and how many are new. */
export function findingOf(view: MovementView, format: Formatter): string {
  const date = format.date(view.then);
  const newcomers = view.before.find(({ place }) => place === null)?.customers ?? 0;
  const former = view.customers - newcomers;
  if (former === 0) return m.movement_finding_nobody({ date });
  const count = movesOf(view).reduce((sum, { customers }) => sum + customers, 0);
  const worst = costliestOf(view);
  const first = worst
    ? m.movement_finding_worst({
        count: worst.customers,
        customers: customersText(worst.customers, format),
        was: nameOfPlace(worst.was, view),
        now: nameOfPlace(worst.now, view),
        date,
        before: format.money(worst.before),
        since: format.money(worst.since),
      })
    : m.movement_finding_free({ date });
  const rest = m.movement_finding_rest({
    count,
    moved: format.integer(count),
    share: format.percent(count / former),
    former: customersText(former, format),
    newcomers: customersText(newcomers, format),
  });
  return `${first} ${rest}`;
}
