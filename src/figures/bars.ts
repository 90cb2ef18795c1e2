import { plot, rect, ruleX, ruleY, text } from '@observablehq/plot';
import type { Interval } from '../models/intervals';
import { fitText, svgOf, textWidth, type Choice, type Drawing } from './drawing';
import { className } from './style';

export interface Bar extends Choice {
  readonly value: number | null;
  readonly interval: Interval | null;
  /** At the bar's end: the value and what it counts. */
  readonly label: string;
  /** Filled, or outlined. */
  readonly filled: boolean;
  readonly lines: readonly string[];
}

export interface BarGroup {
  readonly label: string;
  readonly bars: readonly Bar[];
}

export interface BarsOptions {
  readonly width: number;
  readonly groups: readonly BarGroup[];
}

const size = 12;
const barHeight = 22;
const headHeight = 24;
const gap = 14;

interface Head {
  readonly label: string;
  readonly top: number;
  readonly bottom: number;
}

interface PlacedBar extends Bar {
  readonly group: number;
  readonly position: number;
  readonly top: number;
}

/** Horizontal bars in labelled groups, each with its value at its end and its interval across it. */
export function bars({ width, groups }: BarsOptions): Drawing {
  const placed: PlacedBar[] = [];
  const heads: Head[] = [];
  let height = 0;
  groups.forEach((group, index) => {
    const top = height;
    height += headHeight;
    group.bars.forEach((bar, position) => {
      placed.push({ ...bar, group: index, position, top: height });
      height += barHeight;
    });
    heads.push({ label: group.label, top, bottom: height });
    height += gap;
  });
  const reach = placed.flatMap(({ value, interval }) =>
    value === null ? [] : [value, interval?.low ?? value, interval?.high ?? value],
  );
  const low = Math.min(0, ...reach);
  const high = Math.max(...reach, 0, low + Number.EPSILON);
  const marginRight = Math.max(...placed.map(({ label }) => textWidth(label, size))) + 14;
  const xAt = (value: number): number => 1 + ((value - low) / (high - low)) * (width - marginRight - 1);
  const known = placed.filter((bar): bar is PlacedBar & { value: number } => bar.value !== null);

  const node = svgOf(
    plot({
      className,
      width,
      height,
      marginTop: 0,
      marginBottom: 0,
      marginLeft: 1,
      marginRight,
      style: { fontFamily: 'var(--font-ui)', fontSize: `${String(size)}px`, color: 'var(--ink)' },
      x: { type: 'linear', domain: [low, high], axis: null },
      y: { type: 'identity', axis: null },
      marks: [
        ruleX(heads, {
          x: 0,
          y1: ({ top }: Head) => top + headHeight,
          y2: ({ bottom }: Head) => bottom,
          stroke: 'var(--line-strong)',
        }),
        text(heads, {
          text: ({ label }: Head) => fitText(label, size, width),
          y: ({ top }: Head) => top + headHeight / 2,
          frameAnchor: 'left',
          textAnchor: 'start',
          dx: -1,
          fontWeight: 600,
          fill: 'var(--ink)',
        }),
        rect(known, {
          x1: 0,
          x2: 'value',
          y1: ({ top }: PlacedBar) => top + 4,
          y2: ({ top }: PlacedBar) => top + barHeight - 4,
          fill: {
            value: ({ filled }: PlacedBar) => (filled ? 'var(--accent)' : 'var(--accent-soft)'),
            scale: null,
          },
          stroke: 'var(--accent)',
          strokeWidth: 1,
        }),
        // A light line beneath the dark one, so that it shows on the bar and beside it.
        whiskers(known, 'var(--paper)', 4.5),
        whiskers(known, 'var(--ink)', 1.5),
        text(placed, {
          x: ({ value, interval }: PlacedBar) => Math.max(0, value ?? 0, interval?.high ?? 0),
          y: middle,
          text: 'label',
          textAnchor: 'start',
          dx: 8,
          fill: 'var(--ink)',
        }),
      ],
    }),
  );
  return {
    node,
    spots: placed.map(({ group, position, top, value, lines, choose, chosen }) => ({
      row: groups.slice(0, group).reduce((sum, { bars: own }) => sum + own.length, position),
      column: 0,
      x: xAt(low),
      y: top + 2,
      width: Math.max(4, xAt(value ?? 0) - xAt(low)),
      height: barHeight - 4,
      lines,
      choose,
      chosen,
    })),
  };
}

const middle = ({ top }: PlacedBar): number => top + barHeight / 2;

const whiskers = (all: readonly PlacedBar[], stroke: string, strokeWidth: number): ReturnType<typeof ruleY> =>
  ruleY(
    all.filter(({ interval }) => interval !== null),
    {
      x1: ({ interval }: PlacedBar) => interval?.low ?? null,
      x2: ({ interval }: PlacedBar) => interval?.high ?? null,
      y: middle,
      stroke,
      strokeWidth,
    },
  );
