import { plot, rect, ruleX, ruleY, text } from '@observablehq/plot';
import type { Interval } from '../models/intervals';
import { fitText, svgOf, textWidth, type Choice, type Drawing } from './drawing';
import { className } from './style';

export interface ValueRow extends Choice {
  readonly name: string;
  readonly value: number | null;
  readonly interval: Interval | null;
  /** At the row's end. */
  readonly written: string;
  /** After it: of how many it is. */
  readonly count: string;
  /** What the others are compared with: set apart from them. */
  readonly isReference: boolean;
  readonly lines: readonly string[];
}

export interface ValueRowsOptions {
  readonly width: number;
  readonly rows: readonly ValueRow[];
}

const size = 12;
const barHeight = 24;
const nameHeight = 16;
/** Narrower than this, names stand above their bars. */
const narrow = 520;

/** Many named values on one scale, a row for each: its name, a bar with its interval across it, and its number. */
export function valueRows({ width, rows }: ValueRowsOptions): Drawing {
  const isStacked = width < narrow;
  const rowHeight = isStacked ? nameHeight + barHeight : barHeight;
  const nameWidth = isStacked ? 1 : Math.min(260, width * 0.42);
  const countWidth = Math.max(0, ...rows.map(({ count }) => textWidth(count, size))) + 10;
  const numberWidth = countWidth + Math.max(0, ...rows.map(({ written }) => textWidth(written, size))) + 12;
  const reach = rows.flatMap(({ value, interval }) =>
    value === null ? [] : [value, interval?.low ?? value, interval?.high ?? value],
  );
  const low = Math.min(0, ...reach);
  const high = Math.max(0, ...reach, low + Number.EPSILON);
  const long = Math.max(24, width - nameWidth - numberWidth);
  const xAt = (value: number): number => nameWidth + ((value - low) / (high - low)) * long;
  const placed = rows.map((row, index) => ({ ...row, top: (index + 1) * rowHeight - barHeight }));
  type Placed = (typeof placed)[number];
  const known = placed.filter((row): row is Placed & { value: number } => row.value !== null);
  const middle = ({ top }: Placed): number => top + barHeight / 2;
  const whiskers = (stroke: string, strokeWidth: number): ReturnType<typeof ruleY> =>
    ruleY(
      known.filter(({ interval }) => interval !== null),
      {
        x1: ({ interval }: Placed) => xAt(interval?.low ?? 0),
        x2: ({ interval }: Placed) => xAt(interval?.high ?? 0),
        y: middle,
        stroke,
        strokeWidth,
      },
    );

  const node = svgOf(
    plot({
      className,
      width,
      height: rowHeight * rows.length,
      margin: 0,
      style: { fontFamily: 'var(--font-ui)', fontSize: `${String(size)}px`, color: 'var(--ink)' },
      x: { type: 'identity', axis: null },
      y: { type: 'identity', axis: null },
      marks: [
        ruleX([xAt(0)], { stroke: 'var(--line-strong)' }),
        ...[true, false].map((isReference) =>
          text(
            placed.filter((row) => row.isReference === isReference),
            {
              x: 1,
              y: isStacked ? ({ top }: Placed) => top - nameHeight / 2 + 4 : middle,
              text: ({ name }: Placed) => fitText(name, size, isStacked ? width : nameWidth - 12),
              textAnchor: 'start',
              fontWeight: isReference ? 600 : 400,
              fill: 'var(--ink)',
            },
          ),
        ),
        rect(known, {
          x1: xAt(0),
          x2: ({ value }: Placed & { value: number }) => xAt(value),
          y1: ({ top }: Placed) => top + 5,
          y2: ({ top }: Placed) => top + barHeight - 5,
          fill: {
            value: ({ isReference }: Placed) => (isReference ? 'var(--accent-soft)' : 'var(--accent)'),
            scale: null,
          },
          stroke: 'var(--accent)',
          strokeWidth: 1,
        }),
        // A light line beneath the dark one, so that it shows on the bar and beside it.
        whiskers('var(--paper)', 4.5),
        whiskers('var(--ink)', 1.5),
        text(placed, {
          x: width - 1 - countWidth,
          y: middle,
          text: 'written',
          textAnchor: 'end',
          fill: 'var(--ink)',
        }),
        text(placed, { x: width - 1, y: middle, text: 'count', textAnchor: 'end', fill: 'var(--ink-3)' }),
      ],
    }),
  );
  return {
    node,
    spots: placed.map(({ top, lines, choose, chosen }, row) => ({
      row,
      column: 0,
      x: 0,
      y: top + barHeight - rowHeight + 1,
      width,
      height: rowHeight - 2,
      lines,
      choose,
      chosen,
    })),
  };
}
