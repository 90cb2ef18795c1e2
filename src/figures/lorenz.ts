import { areaY, axisX, axisY, line, link, plot, ruleX, text } from '@observablehq/plot';
import { svgOf, type Drawing } from './drawing';
import { className } from './style';

/** Shares between 0 and 1; `y` may fall below 0 where somebody has brought less than nothing. */
export interface LorenzPoint {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
}

export interface LorenzOptions {
  readonly width: number;
  /** Ascending, from the first customer to all of them; the origin goes without saying. */
  readonly points: readonly LorenzPoint[];
  /** A second curve, to compare with. */
  readonly reference: readonly LorenzPoint[] | null;
  /** Marks the share of those above a share of the customers. */
  readonly mark: { readonly x: number; readonly y: number; readonly label: string };
  readonly labels: {
    readonly x: string;
    readonly y: string;
    readonly diagonal: string;
    readonly curve: string;
    readonly reference: string;
  };
  readonly percent: (share: number) => string;
}

const size = 11;
const [marginTop, marginRight, marginBottom, marginLeft] = [30, 22, 40, 48];
/** Points that pointer and keys reach: one in so many pixels. */
const reach = 14;

/** The Lorenz curve: the share of all money that each share of the customers has brought, beginning with the least. */
export function lorenz({ width, points, reference, mark, labels, percent }: LorenzOptions): Drawing {
  const height = Math.min(360, Math.max(240, Math.round(width * 0.62)));
  const low = Math.min(0, ...points.map(({ y }) => y), ...(reference ?? []).map(({ y }) => y));
  const xAt = (x: number): number => marginLeft + x * (width - marginLeft - marginRight);
  const yAt = (y: number): number =>
    height - marginBottom - ((y - low) / (1 - low)) * (height - marginTop - marginBottom);
  const origin = { x: 0, y: 0 };
  const curve = [origin, ...points];
  const tenths = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const note = (at: { x: number; y: number }, label: string, fill: string, weight: number) =>
    text([at], {
      x: 'x',
      y: 'y',
      text: () => label,
      textAnchor: 'end',
      dx: -6,
      dy: -7,
      fontSize: size,
      fontWeight: weight,
      fill,
      stroke: 'var(--paper)',
      strokeWidth: 4,
    });

  const node = svgOf(
    plot({
      className,
      width,
      height,
      marginTop,
      marginRight,
      marginBottom,
      marginLeft,
      style: { fontFamily: 'var(--font-ui)', fontSize: `${String(size)}px`, color: 'var(--ink-3)' },
      x: { type: 'linear', domain: [0, 1] },
      y: { type: 'linear', domain: [low, 1] },
      marks: [
        areaY(curve, { x: 'x', y1: 'x', y2: 'y', fill: 'var(--accent-soft)' }),
        axisY({
          label: null,
          tickSize: 0,
          ticks: tenths,
          tickFormat: percent,
          fill: 'var(--ink-3)',
          fontSize: size,
        }),
        axisX({
          label: labels.x,
          labelAnchor: 'left',
          labelArrow: 'none',
          labelOffset: 36,
          tickSize: 0,
          ticks: width < 360 ? [0, 0.5, 1] : tenths,
          tickFormat: percent,
          fill: 'var(--ink-3)',
          fontSize: size,
        }),
        link([0], { x1: 0, y1: 0, x2: 1, y2: 1, stroke: 'var(--line-strong)', strokeDasharray: '4 4' }),
        ...(reference === null
          ? []
          : [
              line([origin, ...reference], {
                x: 'x',
                y: 'y',
                stroke: 'var(--ink-3)',
                strokeWidth: 1.5,
                strokeDasharray: '2 3',
              }),
            ]),
        line(curve, { x: 'x', y: 'y', stroke: 'var(--accent)', strokeWidth: 2.5 }),
        ruleX([mark], { x: 'x', y1: 'y', y2: 1, stroke: 'var(--ink)', strokeWidth: 1.5 }),
        note({ x: mark.x, y: 0.94 }, mark.label, 'var(--ink)', 600),
        note({ x: 0.5, y: 0.53 }, labels.diagonal, 'var(--ink-3)', 400),
        note(placeAt(curve, 0.7), labels.curve, 'var(--accent)', 600),
        ...(reference === null
          ? []
          : [note(placeAt([origin, ...reference], 0.82), labels.reference, 'var(--ink-3)', 400)]),
        text([labels.y], {
          frameAnchor: 'top-left',
          textAnchor: 'start',
          lineAnchor: 'bottom',
          dx: -marginLeft,
          dy: -14,
          fontSize: size,
          fill: 'var(--ink-3)',
        }),
      ],
    }),
  );
  const spots = apart(points, reach / Math.max(1, xAt(1) - xAt(0)));
  return {
    node,
    spots: spots.map(({ x, y, lines }, column) => ({
      row: 0,
      column,
      x: xAt(x) - 5,
      y: yAt(y) - 5,
      width: 10,
      height: 10,
      lines,
    })),
  };
}

/** Where a curve stands at a share of the customers. */
const placeAt = (points: readonly { x: number; y: number }[], x: number): { x: number; y: number } =>
  points.find((point) => point.x >= x) ?? { x: 1, y: 1 };

/** Points no nearer to one another than a distance, the last one always among them. */
function apart(points: readonly LorenzPoint[], distance: number): LorenzPoint[] {
  const kept: LorenzPoint[] = [];
  for (const point of [...points].reverse()) {
    const last = kept.at(-1);
    if (last === undefined || Math.hypot(last.x - point.x, last.y - point.y) >= distance) kept.push(point);
  }
  return kept.reverse();
}
