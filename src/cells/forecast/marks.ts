/** The distribution of predicted CLV as its histogram draws it; a click on a bar selects its customers. */
import { endless, type IntervalClause } from '../../filter/clause';
import type { CrossFilter } from '../../filter/cross-filter.svelte';
import type { Drawing } from '../../figures/drawing';
import { histogram } from '../../figures/histogram';
import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import type { Bin } from './forecast';

const column = 'clv';
/** A bin ends that much before the next begins. */
const unit = 0.000_001;
const height = 190;
const axis = 20;

const source = 'forecast';

/** The customers of a bin; the first bin holds all below it, the last one all above. */
export function clauseOf(bins: readonly Bin[], index: number): IntervalClause {
  const { low, high } = bins[index] ?? { low: 0, high: 0 };
  return {
    type: 'interval',
    source,
    column,
    low: index === 0 ? -endless : low,
    high: index === bins.length - 1 ? endless : Number((high - unit).toFixed(6)),
  };
}

export function drawBins(
  width: number,
  bins: readonly Bin[],
  filter: CrossFilter,
  format: Formatter,
): Drawing {
  const money = (value: number): string => format.money(value, { compact: true });
  const last = bins.length - 1;
  const { node, select, x } = histogram({
    width,
    height,
    whole: bins.map(({ whole }) => whole),
    ticks: bins.map(({ low }, at) => ({ at, label: money(low) })),
    apart: { first: false, last: bins.length > 1 },
  });
  select(bins.map(({ selected }) => selected));
  const own = filter.clauseOf(source);
  return {
    node,
    spots: bins.map(({ low, high, whole, selected }, index) => {
      const clause = clauseOf(bins, index);
      const isChosen = own?.type === 'interval' && own.low === clause.low && own.high === clause.high;
      return {
        row: 0,
        column: index,
        x: x(index),
        y: 0,
        width: (index < last ? x(index + 1) : width) - x(index),
        height: height - axis,
        lines: [
          index === last && last > 0
            ? m.forecast_bin_last({ low: money(low) })
            : m.forecast_bin({ low: money(low), high: money(high) }),
          m.forecast_bin_customers({ count: selected, formatted: format.integer(selected) }),
          ...(selected === whole ? [] : [m.forecast_bin_of({ all: format.integer(whole) })]),
        ],
        ...(selected > 0 && {
          chosen: isChosen,
          choose: () => (isChosen ? filter.clear(source) : filter.set(clause)),
        }),
      };
    }),
  };
}
