import { messageFor } from '../i18n/lookup';
import { m } from '../i18n/locale.svelte';
import { chooseClasses, naturalBreaks, type Classes, type Weighted } from '../models/natural-breaks';
import { bindSql } from '../schema/sql';
import type { SummarySegment } from '../summary/build';
import { observed } from './parameters';
import { repurchaseRate } from './rhythm';
import type { NumberWriter, Parameter, Segment, Values } from './segment';

/** Customers parted by their repurchase rate at its natural breaks. */
export const clusters = 'rate_clusters';

const mostClusters = 6;
/** Fewer clusters that explain so much of the variance are enough. */
const enoughFit = 0.8;

export const clusterParameters: readonly Parameter[] = [
  { name: 'clusters', unit: 'clusters', min: 2, max: mostClusters, step: 1, preset: null, open: true },
  observed,
];

const idOf = (place: number): string => `rate_cluster_${String(place)}`;

/** How many customers have which rate, to two decimals. */
export const ratesSql = ({ observed: days = null }: Values): string =>
  bindSql(
    `SELECT round(${repurchaseRate}, 2) AS rate, count(*)::INTEGER AS customers
FROM derived.customer_base WHERE active_days >= $observed
GROUP BY rate ORDER BY rate`,
    { observed: days },
  );

/**
 * One segment for each cluster, the lowest rate first. Without a customer who was observed long enough it is one in
 * which nobody can be classified.
 */
export function clusterSegments(values: Values, rates: readonly Weighted[]): Segment[] {
  const candidates = naturalBreaks(rates, mostClusters);
  const { clusters: wanted = null, observed: days = null } = values;
  const chosen =
    wanted === null
      ? chooseClasses(candidates, enoughFit)
      : (candidates.find(({ k }) => k === wanted) ?? candidates.at(-1) ?? null);
  // Between two rates of two decimals, three are enough.
  const cuts = (chosen?.cuts ?? []).map((cut) => Math.round(cut * 1000) / 1000);
  const family = (write: NumberWriter): string => familyText(candidates, chosen, wanted, write);
  return Array.from({ length: cuts.length + 1 }, (_, index): Segment => {
    const [low, high] = [cuts[index - 1] ?? null, cuts[index] ?? null];
    const part = high === null ? 'high' : low === null ? 'low' : 'middle';
    return {
      id: idOf(index + 1),
      definition: clusters,
      parameters: clusterParameters,
      values,
      condition: conditionOf(low, high, values),
      needs: 'gaps',
      name: () => m.segments_name_rate_cluster({ place: String(index + 1), of: String(cuts.length + 1) }),
      meaning: (write) => meaningOf(low, high, write),
      action: () => messageFor('segments_action_rate_cluster', part),
      reason: () => messageFor('segments_reason_rate_cluster', part),
      unclassified: (write) => m.segments_unclassified_rate({ observed: write.integer(days) }),
      family,
    };
  });
}

/** Columns for clusters that there could be and are not, so that a filter on one finds nobody rather than no column. */
export const absentClusters = (present: readonly SummarySegment[]): SummarySegment[] =>
  Array.from({ length: mostClusters }, (_, index) => idOf(index + 1))
    .filter((id) => present.every((segment) => segment.id !== id))
    .map((id) => ({ id, condition: 'false' }));

function conditionOf(low: number | null, high: number | null, { observed: days = null }: Values): string {
  const bounds = [
    ...(low === null ? [] : [`${repurchaseRate} >= $low`]),
    ...(high === null ? [] : [`${repurchaseRate} < $high`]),
  ];
  const within = bounds.length === 0 ? 'true' : bounds.join(' AND ');
  return bindSql(`CASE WHEN active_days >= $observed THEN ${within} END`, {
    observed: days,
    low,
    high,
  });
}

function meaningOf(low: number | null, high: number | null, write: NumberWriter): string {
  const [from, to] = [write.number(low, 2), write.number(high, 2)];
  if (low === null) return high === null ? m.segments_rate_any() : m.segments_rate_below({ to });
  return high === null ? m.segments_rate_from({ from }) : m.segments_rate_between({ from, to });
}

function familyText(
  candidates: readonly Classes[],
  chosen: Classes | null,
  wanted: number | null,
  write: NumberWriter,
): string {
  const fits = candidates
    .filter(({ k }) => k > 1)
    .map(({ k, fit }) => m.segments_fit_of({ clusters: String(k), fit: write.percent(fit) }))
    .join(' · ');
  if (chosen === null || fits === '') return m.segments_family_single();
  const given = { clusters: String(chosen.k), fit: write.percent(chosen.fit), fits };
  return wanted === null
    ? m.segments_family_chosen({ ...given, enough: write.percent(enoughFit, 0) })
    : m.segments_family_wanted(given);
}
