import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import type { SegmentsView } from './view';

/** How few carry how much, and what stands to be lost. */
export function findingOf({ segments, total }: SegmentsView, format: Formatter): string {
  const find = (id: string) => segments.find(({ segment }) => segment.id === id);
  const best = find('highest_value');
  const carried =
    best === undefined || best.customers === 0 || total.net <= 0
      ? m.segment_cell_finding_none()
      : m.segment_cell_finding_best({
          count: best.customers,
          customers: customersText(best.customers, format),
          share: format.percent(best.customerShare),
          part: format.percent(best.netShare),
        });
  const leaving = find('at_risk');
  // Where nobody could be classified nothing is known of who is leaving.
  if (leaving === undefined || leaving.unclassified === total.customers) return carried;
  const risk =
    leaving.customers === 0
      ? m.segment_cell_finding_no_risk()
      : m.segment_cell_finding_risk({
          customers: customersText(leaving.customers, format),
          money: format.money(leaving.net),
        });
  return `${carried} ${risk}`;
}

export const customersText = (count: number, format: Formatter): string =>
  m.segment_cell_customers({ count, formatted: format.integer(count) });
