import { axisX, axisY, dot, gridY, line, plot, text } from '@observablehq/plot';
import { fitText, svgOf, textWidth, type Drawing } from './drawing';
import { className } from './style';

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
}

export interface Curve {
  readonly label: string;
  /** The one that matters most: thick, in the accent. */
  readonly emphasis: boolean;
  readonly points: readonly CurvePoint[];
}

export interface CurvesOptions {
  readonly width: number;
  readonly curves: readonly Curve[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly yFormat: (value: number) => string;
}

const size = 11;
const labelHeight = 13;
/** More curves than this are a texture: thinner, and named by their tooltips only. */
const crowd = 20;

type End = CurvePoint & { readonly curve: Curve };
type Placed = End & { readonly index: number };

/** One line for each curve from its first to its last known point, labelled at its end where there is room. */
export function curves({ width, curves: all, xLabel, yLabel, yFormat }: CurvesOptions): Drawing {
  const drawn = all.filter(({ points }) => points.length > 0);
  const points: Placed[] = drawn.flatMap((curve, index) =>
    curve.points.map((point) => ({ ...point, curve, index })),
  );
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const xDomain: [number, number] = [Math.min(...xs), Math.max(...xs, Math.min(...xs) + 1)];
  const yDomain: [number, number] = [Math.min(0, ...ys), Math.max(...ys, Number.EPSILON)];
  const height = width < 520 ? 240 : 300;
  const marginLeft = Math.max(...[0.5, 1].map((share) => textWidth(yFormat(yDomain[1] * share), size))) + 16;
  // Room for the labels, but not at the cost of the curves.
  const marginRight = Math.min(
    Math.max(width < 520 ? 64 : 84, ...drawn.map(({ label }) => textWidth(label, size) + 12)),
    Math.max(84, width * 0.22),
  );
  const marginTop = 30;
  const marginBottom = 40;
  const xAt = (x: number): number =>
    marginLeft + ((x - xDomain[0]) / (xDomain[1] - xDomain[0])) * (width - marginLeft - marginRight);
  const yAt = (y: number): number =>
    height -
    marginBottom -
    ((y - yDomain[0]) / (yDomain[1] - yDomain[0])) * (height - marginTop - marginBottom);
  const thin = points.filter(({ curve }) => !curve.emphasis);
  const thick = points.filter(({ curve }) => curve.emphasis);
  const isCrowded = drawn.length > crowd;
  const labels = placeLabels(isCrowded ? drawn.filter(({ emphasis }) => emphasis) : drawn, xAt, yAt);
  const xStep = Math.max(1, Math.ceil((24 * (xDomain[1] - xDomain[0])) / (width - marginLeft - marginRight)));

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
      x: { type: 'linear', domain: xDomain },
      y: { type: 'linear', domain: yDomain },
      marks: [
        gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 4 }),
        axisY({
          label: null,
          tickSize: 0,
          ticks: 4,
          tickFormat: yFormat,
          fill: 'var(--ink-3)',
          fontSize: size,
        }),
        axisX({
          label: xLabel,
          labelAnchor: 'left',
          labelArrow: 'none',
          labelOffset: 36,
          tickSize: 0,
          ticks: ticksOf(xDomain, xStep),
          tickFormat: (age: number) => String(age),
          fill: 'var(--ink-3)',
          fontSize: size,
        }),
        line(thin, {
          x: 'x',
          y: 'y',
          z: 'index',
          stroke: 'var(--line-strong)',
          strokeWidth: 1,
          strokeOpacity: isCrowded ? 0.35 : 0.75,
        }),
        // A curve of one point is no line.
        dot(
          thin.filter(({ curve }) => curve.points.length === 1),
          { x: 'x', y: 'y', r: 2, fill: 'var(--line-strong)' },
        ),
        line(thick, { x: 'x', y: 'y', z: 'index', stroke: 'var(--accent)', strokeWidth: 2.5 }),
        endLabels(
          labels.filter(({ curve }) => !curve.emphasis),
          'var(--ink-3)',
          400,
          marginRight - 8,
        ),
        endLabels(
          labels.filter(({ curve }) => curve.emphasis),
          'var(--accent)',
          600,
          marginRight - 8,
        ),
        text([yLabel], {
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
  return {
    node,
    spots: points.map(({ x, y, index, lines }) => ({
      row: index,
      column: x,
      x: xAt(x) - 5,
      y: yAt(y) - 5,
      width: 10,
      height: 10,
      lines,
    })),
  };
}

const endLabels = (
  ends: readonly End[],
  fill: string,
  fontWeight: number,
  room: number,
): ReturnType<typeof text> =>
  text(ends, {
    x: 'x',
    y: 'y',
    text: (end: End) => fitText(end.curve.label, size, room),
    dx: 6,
    textAnchor: 'start',
    fontSize: size,
    fontWeight,
    fill,
    stroke: 'var(--paper)',
    strokeWidth: 4,
  });

const ticksOf = ([from, to]: [number, number], step: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

/** The ends of the curves whose labels do not cover one another; the emphasised ones first. */
function placeLabels(all: readonly Curve[], xAt: (x: number) => number, yAt: (y: number) => number): End[] {
  const taken: { left: number; right: number; y: number }[] = [];
  const ordered = [...all].sort((a, b) => Number(b.emphasis) - Number(a.emphasis));
  return ordered.flatMap((curve) => {
    const end = curve.points.at(-1);
    // A short curve's end lies among the others, where a label would cover them; its tooltip names it.
    if (!end || (curve.points.length < 3 && !curve.emphasis && all.length > 3)) return [];
    const left = xAt(end.x) + 6;
    const box = { left, right: left + textWidth(curve.label, size), y: yAt(end.y) };
    const collides = taken.some(
      (other) => box.left < other.right && other.left < box.right && Math.abs(box.y - other.y) < labelHeight,
    );
    if (collides) return [];
    taken.push(box);
    return [{ ...end, curve }];
  });
}
