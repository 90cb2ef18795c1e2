/** A distribution as its histogram draws it. */
import type { ScoredHistogramOptions } from '../../figures/scored-histogram';
import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import { scoreSpans, type Bin, type Distribution } from './distributions';
import { customersText } from './words';

export function distributionMarks(
  distribution: Distribution,
  format: Formatter,
): Omit<ScoredHistogramOptions, 'width' | 'height'> {
  const { measure, bins } = distribution;
  const spans = scoreSpans(distribution);
  const value = (number: number): string =>
    measure === 'monetary' ? format.money(number, { compact: true }) : format.integer(number);
  const last = bins.length - 1;
  const scoresIn = (bin: number): string =>
    spans
      .filter(({ from, to }) => from < bin + 1 && to > bin)
      .map(({ score }) => String(score))
      .join(', ');
  return {
    whole: bins.map(({ customers }) => customers),
    ticks: bins.map(({ low }, at) => ({ at, label: value(low) })),
    apart: { first: false, last: bins.length > 1 },
    stretches: spans.map(({ score, from, to }) => ({ from, to, label: String(score) })),
    lines: bins.map((bin, index) => [
      rangeOf(bin, index === last && last > 0, index === 0 && bin.low < 0, value),
      customersText(bin.customers, format),
      m.rfm_bin_scores({ scores: scoresIn(index) }),
    ]),
  };
}

/** The first bin holds what lies below it only where amounts may be negative. */
function rangeOf(
  { low, high }: Bin,
  isLast: boolean,
  isOpenBelow: boolean,
  value: (number: number) => string,
): string {
  if (isLast) return m.rfm_bin_above({ low: value(low) });
  if (isOpenBelow) return m.rfm_bin_below({ high: value(high) });
  return m.rfm_bin({ low: value(low), high: value(high) });
}
