/** The Lorenz curve as the figure draws it: shares of customers and of revenue, each point in words. */
import type { LorenzOptions, LorenzPoint } from '../../figures/lorenz';
import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import type { LorenzCurve, SegmentValueResult } from './segment-value';

/** null where there is no revenue to share. */
export function lorenzOf(
  { curve, shopCurve }: SegmentValueResult,
  format: Formatter,
): Omit<LorenzOptions, 'width'> | null {
  if (curve === null || curve.topShare === null) return null;
  return {
    points: pointsOf(curve, format),
    reference: shopCurve === null || shopCurve.net <= 0 ? null : pointsOf(shopCurve, format),
    mark: {
      x: 0.9,
      y: 1 - curve.topShare,
      label: m.segment_value_top({ share: format.percent(curve.topShare) }),
    },
    labels: {
      x: m.segment_value_axis_customers(),
      y: m.segment_value_axis_revenue(),
      diagonal: m.segment_value_diagonal(),
      curve: shopCurve === null ? m.segment_value_all() : m.segment_value_selected(),
      reference: m.segment_value_shop(),
    },
    percent: (share) => format.percent(share, 0),
  };
}

const pointsOf = ({ customers, net, points }: LorenzCurve, format: Formatter): LorenzPoint[] =>
  points.map((point) => {
    const [x, y] = [point.customers / customers, point.net / net];
    return {
      x,
      y,
      lines: [
        m.segment_value_point_low({ customers: format.percent(x), revenue: format.percent(y) }),
        m.segment_value_point_high({ customers: format.percent(1 - x), revenue: format.percent(1 - y) }),
        countText(point.customers, format),
      ],
    };
  });

const countText = (count: number, format: Formatter): string =>
  m.segment_cell_customers({ count, formatted: format.integer(count) });
