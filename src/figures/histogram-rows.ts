import { plot, rect, text } from '@observablehq/plot';
import { fitText, svgOf } from './drawing';
import { className } from './style';

export interface RowsOptions {
  readonly width: number;
  /** Pixels of a row: as tall as a finger needs, where one points. */
  readonly rowHeight: number;
  readonly labels: readonly string[];
  /** null for a row that is no bar, as it sums up many values: it has its number alone. */
  readonly whole: readonly (number | null)[];
}

export interface HistogramRows {
  readonly node: SVGSVGElement;
  /** Draws the part of each row that is selected, with its number; nothing else changes. */
  select(counts: readonly number[], written: readonly string[]): void;
}

const size = 12;
const numberWidth = 52;

/** A bar for each value, its name before it: the whole pale, the selected part before it dark, both on one scale. */
export function histogramRows({ width, rowHeight, labels, whole }: RowsOptions): HistogramRows {
  const labelWidth = Math.min(150, width * 0.42);
  const long = width - labelWidth - numberWidth;
  const highest = Math.max(1, ...whole.map((value) => value ?? 0));
  const reach = (value: number | null): number =>
    value === null || value <= 0 ? 0 : Math.max(1.5, (value / highest) * long);
  const top = (row: number): number => row * rowHeight + rowHeight / 2 - 8;
  const bottom = (row: number): number => row * rowHeight + rowHeight / 2 + 8;
  const node = svgOf(
    plot({
      className,
      width,
      height: rowHeight * labels.length,
      margin: 0,
      style: { fontFamily: 'var(--font-ui)', fontSize: `${String(size)}px`, color: 'var(--ink)' },
      x: { type: 'identity', axis: null },
      y: { type: 'identity', axis: null },
      marks: [
        text(labels, {
          x: 4,
          y: (_: string, row: number) => (top(row) + bottom(row)) / 2,
          text: (label: string) => fitText(label, size, labelWidth - 12),
          textAnchor: 'start',
          fill: 'var(--ink)',
        }),
        rect(whole, {
          x1: labelWidth,
          x2: (value: number | null) => labelWidth + reach(value),
          y1: (_: number | null, row: number) => top(row),
          y2: (_: number | null, row: number) => bottom(row),
          fill: 'var(--accent-soft)',
        }),
      ],
    }),
  );
  const selected = document.createElementNS(node.namespaceURI, 'path');
  selected.setAttribute('fill', 'var(--accent)');
  const numbers = labels.map((_, row) => {
    const number = document.createElementNS(node.namespaceURI, 'text');
    number.setAttribute('x', String(width - 4));
    number.setAttribute('y', String((top(row) + bottom(row)) / 2));
    number.setAttribute('dy', '0.32em');
    number.setAttribute('text-anchor', 'end');
    number.setAttribute('fill', 'var(--ink-2)');
    return number;
  });
  node.append(selected, ...numbers);
  return {
    node,
    select: (counts, written) => {
      const bars = counts.map((value, row) =>
        value > 0 && whole[row] !== null
          ? `M${String(labelWidth)} ${String(top(row))}h${String(reach(value))}V${String(bottom(row))}h${String(-reach(value))}Z`
          : '',
      );
      selected.setAttribute('d', bars.join(''));
      numbers.forEach((number, row) => (number.textContent = written[row] ?? ''));
    },
  };
}
