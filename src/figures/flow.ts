import { areaY, plot, rect, text } from '@observablehq/plot';
import { fitText, svgOf, textWidth, type Choice, type Drawing, type Spot } from './drawing';
import { className } from './style';

/** What a band's colour says; it must be said in words too. */
export type FlowTone = 'quiet' | 'gain' | 'loss';

/** A place at one side. */
export interface FlowEnd extends Choice {
  readonly label: string;
  readonly size: number;
  /** The size as it is written beside the label. */
  readonly count: string;
  readonly lines: readonly string[];
}

/** What goes from an end at the left to one at the right. */
export interface FlowBand extends Choice {
  /** Index at the left. */
  readonly from: number;
  /** Index at the right. */
  readonly to: number;
  readonly size: number;
  readonly tone: FlowTone;
  readonly lines: readonly string[];
}

export interface FlowOptions {
  readonly width: number;
  readonly heads: { readonly from: string; readonly to: string };
  readonly from: readonly FlowEnd[];
  readonly to: readonly FlowEnd[];
  /** Their sizes add up to those of the ends, at either side. */
  readonly bands: readonly FlowBand[];
}

const size = 11;
const barWidth = 8;
const headHeight = 24;
/** All ends of a side together; each has room for its label, so a side may be higher. */
const bodyHeight = 300;
const slotHeight = 17;
const gap = 5;
/** How far from its end a band can be pointed at, as a share of its way: there it is nearly level. */
const reach = 0.22;

const fills: Readonly<Record<FlowTone, string>> = {
  quiet: 'var(--line-strong)',
  gain: 'var(--accent)',
  loss: 'var(--warn)',
};

interface Placed extends FlowEnd {
  readonly top: number;
  readonly height: number;
}

interface PlacedBand extends FlowBand {
  readonly left: number;
  readonly right: number;
  readonly height: number;
}

/** Two columns of ends, and between them a band for each flow, as thick as it is large. */
export function flow({ width, heads, from, to, bands }: FlowOptions): Drawing {
  const total = Math.max(Number.EPSILON, ...[from, to].map((ends) => sum(ends.map((end) => end.size))));
  const scale = bodyHeight / total;
  const [left, right] = [place(from, scale), place(to, scale)];
  const height = Math.max(bottom(left), bottom(right)) + 6;
  const marginOf = (ends: readonly FlowEnd[]): number =>
    Math.min(
      width * 0.32,
      Math.max(...ends.map(({ label, count }) => textWidth(`${label}  ${count}`, size))) + 8,
    );
  const x1 = marginOf(from);
  const x2 = width - marginOf(to);
  const placed = placeBands(bands, left, right, scale);
  const points = placed.flatMap((band, index) => [
    { band, index, x: x1 + barWidth, y: band.left },
    { band, index, x: x2 - barWidth, y: band.right },
  ]);

  const node = svgOf(
    plot({
      className,
      width,
      height,
      margin: 0,
      style: { fontFamily: 'var(--font-ui)', fontSize: `${String(size)}px`, color: 'var(--ink-2)' },
      x: { type: 'identity', axis: null },
      y: { type: 'identity', axis: null },
      marks: [
        ...(['quiet', 'gain', 'loss'] as const).map((tone) =>
          areaY(
            points.filter(({ band }) => band.tone === tone),
            {
              x: 'x',
              y1: 'y',
              y2: ({ band, y }: (typeof points)[number]) => y + band.height,
              z: 'index',
              curve: 'bump-x',
              fill: fills[tone],
              fillOpacity: tone === 'quiet' ? 0.28 : 0.55,
            },
          ),
        ),
        ends(left, x1),
        ends(right, x2 - barWidth),
        labels(left, x1 - 6, 'end', x1 - 8),
        labels(right, x2 + 6, 'start', width - x2 - 8),
        text([heads.from], { x: 0, y: 8, textAnchor: 'start', fill: 'var(--ink-3)' }),
        text([heads.to], { x: width, y: 8, textAnchor: 'end', fill: 'var(--ink-3)' }),
      ],
    }),
  );
  return {
    node,
    spots: [
      ...left.map((end, row) => endSpot(end, row, 0, x1)),
      ...placed.map((band): Spot => {
        const { from: row, to: target, left: y, height: thickness, lines, choose, chosen } = band;
        return {
          row,
          column: 1 + target,
          x: x1 + barWidth,
          y,
          width: reach * (x2 - x1),
          height: Math.max(3, thickness),
          lines,
          choose,
          chosen,
        };
      }),
      ...right.map((end, row) => endSpot(end, row, 1 + to.length, x2 - barWidth)),
    ],
  };
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** From the top down, each at least as high as its label. */
function place(all: readonly FlowEnd[], scale: number): Placed[] {
  let top = headHeight;
  return all.map((end) => {
    const height = end.size * scale;
    const slot = Math.max(slotHeight, height);
    const placed = { ...end, top: top + (slot - height) / 2, height };
    top += slot + gap;
    return placed;
  });
}

const bottom = (ends: readonly Placed[]): number =>
  Math.max(
    headHeight,
    ...ends.map(({ top, height }) => Math.max(top + height, top + height / 2 + slotHeight / 2)),
  );

/** Where each band leaves and arrives: in the order of the ends, so that few cross. */
function placeBands(
  bands: readonly FlowBand[],
  left: readonly Placed[],
  right: readonly Placed[],
  scale: number,
): PlacedBand[] {
  const leaving = left.map(({ top }) => top);
  const arriving = right.map(({ top }) => top);
  return [...bands]
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .map((band) => {
      const height = band.size * scale;
      const [leaves, arrives] = [leaving[band.from] ?? 0, arriving[band.to] ?? 0];
      leaving[band.from] = leaves + height;
      arriving[band.to] = arrives + height;
      return { ...band, left: leaves, right: arrives, height };
    });
}

const ends = (all: readonly Placed[], x: number): ReturnType<typeof rect> =>
  rect(all, {
    x1: x,
    x2: x + barWidth,
    y1: 'top',
    y2: ({ top, height }: Placed) => top + Math.max(1, height),
    fill: 'var(--ink)',
  });

const labels = (
  all: readonly Placed[],
  x: number,
  textAnchor: 'start' | 'end',
  room: number,
): ReturnType<typeof text> =>
  text(all, {
    x,
    y: ({ top, height }: Placed) => top + height / 2,
    // The count is never cut.
    text: ({ label, count }: Placed) =>
      `${fitText(label, size, room - textWidth(`  ${count}`, size))}  ${count}`,
    textAnchor,
    fill: 'var(--ink)',
  });

const endSpot = (
  { top, height, lines, choose, chosen }: Placed,
  row: number,
  column: number,
  x: number,
): Spot => ({
  row,
  column,
  x: column === 0 ? x - 2 : x,
  y: top,
  width: barWidth + 2,
  height: Math.max(4, height),
  lines,
  choose,
  chosen,
});
