import { areaY, axisY, gridY, line, plot, ruleX, text } from '@observablehq/plot';
import { svgOf, textWidth, type Drawing } from './drawing';
import { className } from './style';

export interface PathPoint {
  readonly at: Date;
  /** A probability. */
  readonly value: number;
}

export interface LifePathOptions {
  readonly width: number;
  /** In time; they end at or after `now`. */
  readonly points: readonly PathPoint[];
  readonly orders: readonly Date[];
  /** What lies after it is not yet known. */
  readonly now: Date;
  readonly labels: { readonly now: string; readonly orders: string };
  percent(value: number): string;
  date(at: Date): string;
  /** What the pointer and the arrow keys read at a point. */
  lines(point: PathPoint): readonly string[];
}

const size = 11;
const height = 220;
const margin = { top: 20, right: 12, bottom: 52 };
/** Pixels between two places that can be read. */
const stride = 8;

/** A probability over time with the orders that move it beneath; beyond `now` it is dashed. */
export function lifePath(options: LifePathOptions): Drawing {
  const { width, points, orders, now, labels, percent, date, lines } = options;
  const first = points[0]?.at.getTime() ?? 0;
  const last = Math.max(points.at(-1)?.at.getTime() ?? first, first + 1);
  const left = Math.max(44, textWidth(labels.orders, size) + 10);
  const [right, base] = [width - margin.right, height - margin.bottom];
  const x = (at: Date): number => left + ((at.getTime() - first) / (last - first)) * (right - left);
  const y = (value: number): number => base - value * (base - margin.top);
  const past = points.filter(({ at }) => at <= now);
  const ahead = points.filter(({ at }) => at >= now);
  const place = { x: ({ at }: PathPoint) => x(at), y: ({ value }: PathPoint) => y(value) };
  const ends = [
    { at: new Date(first), anchor: 'start' as const },
    { at: new Date(last), anchor: 'end' as const },
  ];
  const nowHalf = textWidth(labels.now, size) / 2;

  const node = svgOf(
    plot({
      className,
      width,
      height,
      margin: 0,
      style: { fontFamily: 'var(--font-ui)', fontSize: `${String(size)}px`, color: 'var(--ink-3)' },
      x: { type: 'identity', axis: null },
      y: { type: 'identity', axis: null },
      marks: [
        gridY([0, 0.5, 1].map(y), { x1: left, x2: right, stroke: 'var(--line)', strokeOpacity: 1 }),
        axisY([0, 0.5, 1].map(y), {
          x: left,
          tickSize: 0,
          tickFormat: (at: number) => percent((base - at) / (base - margin.top)),
          fill: 'var(--ink-3)',
          fontSize: size,
        }),
        areaY(past, { ...place, y1: base, y2: place.y, fill: 'var(--accent-soft)' }),
        line(past, { ...place, stroke: 'var(--accent)', strokeWidth: 2 }),
        line(ahead, { ...place, stroke: 'var(--accent)', strokeWidth: 1.5, strokeDasharray: '4 3' }),
        ruleX([x(now)], { y1: margin.top, y2: base, stroke: 'var(--ink)', strokeDasharray: '2 2' }),
        text([labels.now], {
          x: Math.min(Math.max(x(now), left + nowHalf), right - nowHalf),
          y: margin.top - 8,
          fill: 'var(--ink-2)',
        }),
        ruleX(orders, { x, y1: base + 11, y2: base + 21, stroke: 'var(--ink)', strokeWidth: 1.5 }),
        text([labels.orders], { x: 0, y: base + 16, textAnchor: 'start', fill: 'var(--ink-3)' }),
        ...ends.map(({ at, anchor }) =>
          text([date(at)], {
            x: anchor === 'start' ? left : right,
            y: height - 10,
            textAnchor: anchor,
            fill: 'var(--ink-3)',
          }),
        ),
      ],
    }),
  );
  return { node, spots: spotsOf(points, x, y, lines) };
}

/** Places far enough apart to be told from one another. */
function spotsOf(
  points: readonly PathPoint[],
  x: (at: Date) => number,
  y: (value: number) => number,
  lines: LifePathOptions['lines'],
): Drawing['spots'] {
  let before = -Infinity;
  const kept = points.filter(({ at }) => {
    const here = x(at);
    if (here - before < stride) return false;
    before = here;
    return true;
  });
  return kept.map((point, column) => ({
    row: 0,
    column,
    x: x(point.at) - stride / 2,
    y: y(point.value) - stride / 2,
    width: stride,
    height: stride,
    lines: lines(point),
  }));
}
