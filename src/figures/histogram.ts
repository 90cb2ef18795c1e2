import { plot, rect, ruleY, text } from '@observablehq/plot';
import { svgOf, textWidth } from './drawing';
import { className } from './style';

export interface HistogramTick {
  /** An edge of the bins, counted from the left; the middle of the first bin is at 0.5. */
  readonly at: number;
  readonly label: string;
}

export interface HistogramOptions {
  readonly width: number;
  readonly height: number;
  /** Of all bins, those side by side. */
  readonly whole: readonly number[];
  readonly ticks: readonly HistogramTick[];
  /** Whether the first or the last bin holds all that lies beyond: it stands apart. */
  readonly apart: { readonly first: boolean; readonly last: boolean };
}

export interface Histogram {
  readonly node: SVGSVGElement;
  /** Draws the part of each bin that is selected; nothing else changes. */
  select(counts: readonly number[]): void;
  /** Pixels from the left of an edge of the bins. */
  x(edge: number): number;
  /** The edge, or the place between two, at some pixels from the left. */
  edgeAt(x: number): number;
}

const size = 12;
const axis = 20;
const top = 4;
/** A bin with anybody in it is seen. */
const least = 1.5;
const gap = 6;

/** Bars of a distribution: the whole pale, the selected part before it dark, both on one scale. */
export function histogram({ width, height, whole, ticks, apart }: HistogramOptions): Histogram {
  const count = Math.max(1, whole.length);
  const left = apart.first ? gap : 0;
  const right = apart.last ? gap : 0;
  const step = (width - left - right) / count;
  const x = (edge: number): number =>
    edge * step + (edge > 0.75 ? left : 0) + (edge > count - 0.25 ? right : 0);
  const base = height - axis;
  const highest = Math.max(1, ...whole);
  const tall = (value: number): number =>
    value <= 0 ? 0 : Math.max(least, (value / highest) * (base - top));
  const inset = step > 5 ? 0.75 : 0.25;
  const from = (bin: number): number => x(bin) + (bin === count - 1 ? right : 0) + inset;
  const to = (bin: number): number => from(bin) + step - 2 * inset;

  const node = svgOf(
    plot({
      className,
      width,
      height,
      margin: 0,
      style: { fontFamily: 'var(--font-ui)', fontSize: `${String(size)}px`, color: 'var(--ink)' },
      x: { type: 'identity', axis: null },
      y: { type: 'identity', axis: null },
      marks: [
        rect(whole, {
          x1: (_: number, bin: number) => from(bin),
          x2: (_: number, bin: number) => to(bin),
          y1: base,
          y2: (value: number) => base - tall(value),
          fill: 'var(--accent-soft)',
        }),
        ruleY([base], { x1: 0, x2: width, stroke: 'var(--line-strong)' }),
        ...thinned(ticks, apart.last, x, width).map(({ at, label, anchor }) =>
          text([label], {
            x: x(at),
            y: base + axis / 2 + 2,
            textAnchor: anchor,
            fill: 'var(--ink-3)',
          }),
        ),
      ],
    }),
  );
  const selected = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  selected.setAttribute('fill', 'var(--accent)');
  node.append(selected);
  return {
    node,
    x,
    edgeAt: (at) => Math.min(count, Math.max(0, (at - left) / step)),
    select: (counts) => {
      const bars = counts.map((value, bin) =>
        value > 0
          ? `M${String(from(bin))} ${String(base)}V${String(base - tall(value))}H${String(to(bin))}V${String(base)}Z`
          : '',
      );
      selected.setAttribute('d', bars.join(''));
    },
  };
}

interface Placed extends HistogramTick {
  readonly anchor: 'start' | 'middle' | 'end';
  readonly from: number;
  readonly to: number;
}

/** Steps between labelled ticks that people count in. */
const strides = [1, 2, 3, 4, 5, 6, 10, 12, 20, 24, 50];
const room = 10;

/** Every so manieth tick, as many as leave room for one another; the last too, where it names a bin apart. */
function thinned(
  ticks: readonly HistogramTick[],
  hasLast: boolean,
  x: (edge: number) => number,
  width: number,
): Placed[] {
  const placed = ticks.map((tick): Placed => {
    const long = textWidth(tick.label, size);
    const middle = x(tick.at);
    const anchor = middle < long / 2 ? 'start' : middle + long / 2 > width ? 'end' : 'middle';
    const from = anchor === 'start' ? middle : anchor === 'end' ? middle - long : middle - long / 2;
    return { ...tick, anchor, from, to: from + long };
  });
  const last = hasLast ? placed.pop() : undefined;
  const free = placed.filter(({ to }) => !last || to + room < last.from);
  const end = last ? [last] : [];
  for (const stride of strides) {
    const kept = free.filter((_, index) => index % stride === 0);
    if (kept.every((tick, index) => index === 0 || (kept[index - 1]?.to ?? 0) + room <= tick.from)) {
      return [...kept, ...end];
    }
  }
  return [...free.slice(0, 1), ...end];
}
