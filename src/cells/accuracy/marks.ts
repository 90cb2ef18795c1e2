/** What the figures draw of one model at the last holdout. */
import type { Bar, BarGroup } from '../../figures/bars';
import type { Curve } from '../../figures/curves';
import { m } from '../../i18n/locale.svelte';
import type { Portrait } from '../../predict/validation';
import type { Formatter } from '../kind';

const day = 86_400_000;

const cumulated = (values: readonly number[]): number[] => {
  let sum = 0;
  return values.map((value) => (sum += value));
};

/** Actual against expected orders by week, each week's or all until it. */
export function trackingCurves({ tracking }: Portrait, isCumulative: boolean, format: Formatter): Curve[] {
  const series = (values: readonly number[]): readonly number[] =>
    isCumulative ? cumulated(values) : values;
  const [actual, expected] = [series(tracking.actual), series(tracking.expected)];
  const curveOf = (label: string, values: readonly number[], emphasis: boolean): Curve => ({
    label,
    emphasis,
    points: values.map((value, week) => ({
      x: week + 1,
      y: value,
      lines: [
        m.accuracy_tip_week({
          week: format.integer(week + 1),
          date: format.date(new Date(((tracking.end[week] ?? 0) - 1) * day)),
        }),
        m.accuracy_tip_actual({ value: format.integer(actual[week] ?? null) }),
        m.accuracy_tip_expected({ value: format.number(expected[week] ?? null, 1) }),
      ],
    })),
  });
  return [curveOf(m.accuracy_actual(), actual, false), curveOf(m.accuracy_expected(), expected, true)];
}

function pair(
  index: number,
  most: number,
  [actual, expected]: readonly [number, number],
  customers: number,
  write: (value: number) => string,
  format: Formatter,
): BarGroup {
  const times = index === most ? m.accuracy_times_more({ n: format.integer(index) }) : format.integer(index);
  const label = m.accuracy_times({ times });
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const lines = [
    label,
    m.accuracy_tip_actual({ value: write(actual) }),
    m.accuracy_tip_expected({ value: write(expected) }),
    m.accuracy_tip_customers({ count: customers, formatted: format.integer(customers) }),
  ];
  const bar = (value: number, filled: boolean, name: string): Bar => ({
    value: known(value),
    interval: null,
    filled,
    label: Number.isFinite(value) ? `${write(value)} · ${name}` : '',
    lines,
  });
  return {
    label,
    bars: [bar(actual, false, m.accuracy_actual()), bar(expected, true, m.accuracy_expected())],
  };
}

/** Mean orders in the holdout by how often customers had ordered again before. */
export function frequencyBars({ byFrequency }: Portrait, format: Formatter): BarGroup[] {
  const { customers, actual, expected } = byFrequency;
  return customers.flatMap((count, n) =>
    count === 0
      ? []
      : [
          pair(
            n,
            customers.length - 1,
            [actual[n] ?? NaN, expected[n] ?? NaN],
            count,
            (value) => format.number(value),
            format,
          ),
        ],
  );
}

/** Customers by how often they had ordered again before the holdout. */
export const repeatBars = ({ repeats: { actual, expected } }: Portrait, format: Formatter): BarGroup[] =>
  actual.map((count, n) =>
    pair(
      n,
      actual.length - 1,
      [count, expected[n] ?? NaN],
      count,
      (value) => format.integer(Math.round(value)),
      format,
    ),
  );
