import { m } from '../../i18n/locale.svelte';
import { measureOf } from '../../models/cohorts';
import { wilson } from '../../models/intervals';
import type { Formatter } from '../kind';
import type { CohortRow, CohortView } from './view';
import { labelOfRow, shareInterval } from './words';

/** The finding of the measure at hand, and the best group where there are groups. */
export function findingOf(view: CohortView, format: Formatter): string {
  const best = view.perCustomer ? bestGroup(view) : null;
  const sentence = averageFinding(view, format);
  if (!best) return sentence;
  const finding = m.cohorts_finding_best({
    label: labelOfRow(best, view, format),
    value: format.money(best.valueSoFar),
    n: format.integer(best.size),
  });
  return `${sentence} ${finding}`;
}

/** Fewer customers than this say little about a group. */
const smallest = 30;

function bestGroup({ rows }: CohortView): CohortRow | null {
  const valued = rows.filter(
    ({ valueSoFar, group, size }) => valueSoFar !== null && group?.others === 0 && size >= smallest,
  );
  return valued.reduce<CohortRow | null>(
    (best, row) => (best === null || (row.valueSoFar ?? 0) > (best.valueSoFar ?? 0) ? row : best),
    null,
  );
}

function averageFinding(view: CohortView, format: Formatter): string {
  const { period, average, measure } = view;
  const n = format.integer(average.size);
  const next = average.cells[1]?.totals;
  const start = average.cells[0];
  if (!next || !start || average.cells[1]?.censored) return m.cohorts_finding_early({ n });
  const atRisk = format.integer(next.atRisk);
  const inFirst = start.totals;
  switch (measure) {
    case 'retention': {
      const interval = shareInterval(wilson(next.customers, next.atRisk), format);
      return m.cohorts_finding_retention({
        period,
        value: format.percent(next.customers / next.atRisk),
        interval,
        n: atRisk,
      });
    }
    case 'clv': {
      // The furthest age that at least half of the customers have completed: beyond it few cohorts speak for all.
      const age = average.cells.findLastIndex(
        ({ censored, totals }) => !censored && 2 * totals.atRisk >= average.size,
      );
      const totals = average.cells[Math.max(1, age)]?.totals ?? next;
      return m.cohorts_finding_clv({
        period,
        age: String(totals.age),
        value: format.money(measureOf(totals, 'clv', false, true)),
        n: format.integer(totals.atRisk),
        first: format.money(totals.first.money === null ? null : totals.first.money / totals.atRisk),
      });
    }
    case 'revenue':
      return m.cohorts_finding_money({
        period,
        share: format.percent(measureOf(next, 'revenue', true, true)),
        value: format.money(measureOf(next, 'revenue', false, true)),
        n: atRisk,
      });
    case 'aov':
      return m.cohorts_finding_aov({
        period,
        first: format.money(measureOf(inFirst, 'aov', false, true)),
        value: format.money(measureOf(next, 'aov', false, true)),
        n: format.integer(next.orders),
      });
    case 'orders':
      return m.cohorts_finding_orders({
        period,
        first: format.number(next.first.orders / next.atRisk),
        value: format.number(next.orders / next.atRisk),
        n: atRisk,
      });
  }
}
