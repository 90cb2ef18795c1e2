import { plot, rect, ruleX, ruleY, text } from '@observablehq/plot';
import { fitText, svgOf, textWidth, type Drawing } from './drawing';
import { addHatch, hatchFill } from './hatch';
import { className } from './style';

export interface WaterfallStep {
  readonly label: string;
  /** What the step counts, beside its label. */
  readonly detail: string;
  readonly amount: string;
  /** Where its bar begins and ends, in the unit of all of them. */
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

export interface WaterfallOptions {
  readonly width: number;
  /** Over the steps, where several drawings stand together. */
  readonly title: string | null;
  /** The first and the last are whole amounts; those between rise or fall from one to the other. */
  readonly steps: readonly WaterfallStep[];
}

interface Placed extends WaterfallStep {
  readonly isWhole: boolean;
  readonly isLast: boolean;
  readonly top: number;
}

interface Layout {
  /** Names above their bars, or at their left. */
  readonly isStacked: boolean;
  readonly titleHeight: number;
  readonly rowHeight: number;
  readonly labelWidth: number;
  /** Where the details end. */
  readonly detailRight: number;
  readonly barLeft: number;
  readonly barRight: number;
}

const size = 12;
const barHeight = 14;
const gap = 16;
const leastBar = 160;

/** How an amount becomes another: a bar for each step, hanging from where the one before it ended. */
export function waterfall({ width, title, steps }: WaterfallOptions): Drawing {
  const layout = layOut(width, title, steps);
  const { isStacked, titleHeight, rowHeight, labelWidth, detailRight, barLeft, barRight } = layout;
  const placed = steps.map((step, index): Placed => {
    const isLast = index === steps.length - 1;
    return { ...step, isWhole: isLast || index === 0, isLast, top: titleHeight + index * rowHeight };
  });
  const levels = steps.flatMap(({ from, to }) => [from, to]);
  const low = Math.min(0, ...levels);
  const high = Math.max(0, low + Number.EPSILON, ...levels);

  const labelAt = ({ top }: Placed): number => top + (isStacked ? 11 : rowHeight / 2);
  const barAt = ({ top }: Placed): number => top + (isStacked ? 28 : rowHeight / 2);
  const weight = (bold: boolean) => placed.filter(({ isLast }) => isLast === bold);
  const hasDetail = ({ label, detail }: Placed): boolean =>
    !isStacked || textWidth(label, size) + textWidth(detail, size) + gap <= width;

  const node = svgOf(
    plot({
      className,
      width,
      height: titleHeight + steps.length * rowHeight + 2,
      marginTop: 0,
      marginBottom: 0,
      marginLeft: barLeft,
      marginRight: width - barRight,
      style: { fontFamily: 'var(--font-ui)', fontSize: `${String(size)}px`, color: 'var(--ink)' },
      x: { type: 'linear', domain: [low, high], axis: null },
      y: { type: 'identity', axis: null },
      marks: [
        text(title === null ? [] : [title], {
          text: (words: string) => fitText(words, size, width),
          y: size,
          frameAnchor: 'left',
          textAnchor: 'start',
          dx: -barLeft,
          fontWeight: 600,
          fill: 'var(--ink)',
        }),
        ruleY(weight(true), {
          y: ({ top }: Placed) => top,
          insetLeft: -barLeft,
          insetRight: barRight - width,
          stroke: 'var(--line-strong)',
        }),
        ruleX(placed, {
          x: 0,
          y1: (step: Placed) => (isStacked ? barAt(step) - barHeight / 2 - 3 : step.top),
          y2: (step: Placed) => (isStacked ? barAt(step) + barHeight / 2 + 3 : step.top + rowHeight),
          stroke: 'var(--line-strong)',
        }),
        // Threads from bar to bar; between stacked names they would run through the words.
        ruleX(isStacked ? [] : placed.slice(0, -1), {
          x: 'to',
          y1: (step: Placed) => barAt(step) + barHeight / 2,
          y2: (step: Placed) => barAt(step) + rowHeight - barHeight / 2,
          stroke: 'var(--line-strong)',
        }),
        // A step of nothing has no bar: its thread runs on.
        ruleX(placed.filter(isNothing), {
          x: 'to',
          y1: (step: Placed) => barAt(step) - barHeight / 2,
          y2: (step: Placed) => barAt(step) + barHeight / 2,
          stroke: 'var(--line-strong)',
        }),
        rect(placed, {
          x1: 'from',
          x2: 'to',
          y1: (step: Placed) => barAt(step) - barHeight / 2,
          y2: (step: Placed) => barAt(step) + barHeight / 2,
          fill: { value: fillOf, scale: null },
          // Outlined, so that a step too small for a bar still shows as a line.
          stroke: { value: strokeOf, scale: null },
          strokeWidth: 1,
        }),
        ...[false, true].flatMap((bold) => [
          text(weight(bold), {
            text: ({ label }: Placed) => fitText(label, size, labelWidth),
            y: labelAt,
            frameAnchor: 'left',
            textAnchor: 'start',
            dx: -barLeft,
            fontWeight: bold ? 600 : 400,
            fill: 'var(--ink)',
          }),
          text(weight(bold), {
            text: 'amount',
            y: barAt,
            frameAnchor: 'right',
            textAnchor: 'end',
            dx: width - barRight,
            fontWeight: bold ? 600 : 400,
            fill: 'var(--ink)',
          }),
        ]),
        text(placed.filter(hasDetail), {
          text: 'detail',
          y: labelAt,
          frameAnchor: 'left',
          textAnchor: 'end',
          dx: detailRight - barLeft,
          fill: 'var(--ink-3)',
        }),
      ],
    }),
  );
  addHatch(node, 'fall');
  return {
    node,
    spots: placed.map(({ top, lines }, row) => ({
      row,
      column: 0,
      x: 0,
      y: top + 1,
      width,
      height: rowHeight - 2,
      lines,
    })),
  };
}

function layOut(width: number, title: string | null, steps: readonly WaterfallStep[]): Layout {
  const widest = (key: 'label' | 'detail' | 'amount'): number =>
    Math.max(0, ...steps.map((step) => textWidth(step[key], size)));
  const titleHeight = title === null ? 0 : 26;
  const barRight = width - widest('amount') - gap;
  const detailRight = widest('label') + gap + widest('detail');
  const barLeft = detailRight + gap;
  if (barRight - barLeft >= leastBar) {
    const labelWidth = widest('label');
    return { isStacked: false, titleHeight, rowHeight: 26, labelWidth, detailRight, barLeft, barRight };
  }
  return {
    isStacked: true,
    titleHeight,
    rowHeight: 42,
    labelWidth: width,
    detailRight: width,
    barLeft: 1,
    barRight,
  };
}

const isNothing = ({ from, to }: WaterfallStep): boolean => from === to;
const isFall = ({ from, to }: WaterfallStep): boolean => to < from;

function fillOf(step: Placed): string {
  if (step.isWhole) return 'var(--ink)';
  return isFall(step) ? hatchFill('fall') : 'var(--accent)';
}

function strokeOf(step: Placed): string {
  if (step.isWhole) return 'var(--ink)';
  return isFall(step) ? 'var(--bad)' : 'var(--accent)';
}
