import { dot, plot, ruleX, ruleY, text } from '@observablehq/plot';
import { svgOf, textWidth, type Drawing } from '../../figures/drawing';
import { className } from '../../figures/style';

export interface TimelineOrder {
  readonly at: Date;
  readonly net: number;
  readonly refund: number;
  readonly lines: readonly string[];
}

export interface TimelineOptions {
  readonly width: number;
  /** In any order. */
  readonly orders: readonly TimelineOrder[];
  /** Labels of the time axis. */
  date(at: Date): string;
}

const size = 12;
const height = 96;
const base = 56;
const largest = 18;
const smallest = 3;

/** Orders as dots in time, their areas as their net amounts; one with a refund has a ring of another colour. */
export function timeline({ width, orders, date }: TimelineOptions): Drawing {
  const byTime = [...orders].sort((a, b) => a.at.getTime() - b.at.getTime());
  const first = byTime[0]?.at.getTime() ?? 0;
  const last = byTime.at(-1)?.at.getTime() ?? first;
  const margin = largest + 4;
  const x = (at: Date): number =>
    last === first ? width / 2 : margin + ((at.getTime() - first) / (last - first)) * (width - 2 * margin);
  const most = Math.max(...byTime.map(({ net }) => net), Number.EPSILON);
  const radius = ({ net }: TimelineOrder): number =>
    Math.max(smallest, largest * Math.sqrt(Math.max(0, net) / most));
  const ticks = ticksOf(first, last, date, x, width);

  const node = svgOf(
    plot({
      className,
      width,
      height,
      margin: 0,
      style: { fontFamily: 'var(--font-ui)', fontSize: `${String(size)}px`, color: 'var(--ink)' },
      x: { type: 'identity', axis: null },
      y: { type: 'identity', axis: null },
      r: { type: 'identity' },
      marks: [
        ruleY([base], { x1: 0, x2: width, stroke: 'var(--line-strong)' }),
        ruleX(ticks, { x: 'x', y1: base - 4, y2: base + 4, stroke: 'var(--line-strong)' }),
        text(ticks, { x: 'x', y: height - 10, text: 'label', textAnchor: 'middle', fill: 'var(--ink-3)' }),
        dot(byTime, {
          x: ({ at }: TimelineOrder) => x(at),
          y: base,
          r: radius,
          fill: 'var(--accent)',
          fillOpacity: 0.55,
          stroke: {
            value: ({ refund }: TimelineOrder) => (refund > 0 ? 'var(--bad)' : 'var(--accent)'),
            scale: null,
          },
          strokeWidth: ({ refund }: TimelineOrder) => (refund > 0 ? 3 : 1),
        }),
      ],
    }),
  );
  return {
    node,
    spots: byTime.map((order, column) => {
      const r = radius(order);
      return {
        row: 0,
        column,
        x: x(order.at) - r,
        y: base - r,
        width: 2 * r,
        height: 2 * r,
        lines: order.lines,
      };
    }),
  };
}

interface Tick {
  readonly x: number;
  readonly label: string;
}

/** The first and the last day, and the beginnings of years between them that leave room. */
function ticksOf(
  first: number,
  last: number,
  date: (at: Date) => string,
  x: (at: Date) => number,
  width: number,
): Tick[] {
  const years = new Date(last).getUTCFullYear() - new Date(first).getUTCFullYear();
  const starts = Array.from({ length: Math.min(years, 30) }, (_, index) =>
    Date.UTC(new Date(first).getUTCFullYear() + index + 1, 0),
  );
  const placed: (Tick & { readonly from: number; readonly to: number })[] = [];
  for (const at of last === first ? [first] : [first, last, ...starts]) {
    const label = date(new Date(at));
    const half = textWidth(label, size) / 2;
    const middle = Math.min(Math.max(x(new Date(at)), half), width - half);
    const [from, to] = [middle - half, middle + half];
    if (!placed.some((other) => from < other.to + 8 && other.from < to + 8)) {
      placed.push({ x: middle, label, from, to });
    }
  }
  return placed;
}
