import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import type { SegmentValueResult } from './segment-value';
import type { WorthView } from './view';

/** Whom the others are measured by, and who is set beside them: the first pair in which there is somebody. */
const pairs = [
  ['vip', 'first_time'],
  ['loyal', 'first_time'],
  ['repeat', 'first_time'],
] as const;

/** How few bring how much, and how many times one customer is worth another. */
export function findingOf({ curve }: SegmentValueResult, { segments }: WorthView, format: Formatter): string {
  if (curve === null || curve.topShare === null) return m.segment_value_finding_none();
  const top = m.segment_value_finding_top({
    share: format.percent(curve.topShare),
    gini: format.number(curve.gini),
  });
  const meanOf = (id: string) => {
    const found = segments.find(({ segment }) => segment?.id === id);
    const value = found?.revenueClv[5] ?? null;
    return found?.segment && value !== null && value > 0 ? { name: found.segment.name(), value } : null;
  };
  for (const [better, worse] of pairs) {
    const [high, low] = [meanOf(better), meanOf(worse)];
    if (high === null || low === null) continue;
    const times = m.segment_value_finding_times({
      better: high.name,
      times: format.number(high.value / low.value, 1),
      worse: low.name,
      high: format.money(high.value),
      low: format.money(low.value),
    });
    return `${top} ${times}`;
  }
  return top;
}
