import type { Drawing } from './drawing';
import { histogram, type HistogramOptions } from './histogram';

/** A stretch of the bins, in bins from the left, and its name. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

export interface ScoredHistogramOptions extends HistogramOptions {
  /** They fill the bins from the left to the right. */
  readonly stretches: readonly Stretch[];
  /** What each bin says. */
  readonly lines: readonly (readonly string[])[];
}

const namespace = 'http://www.w3.org/2000/svg';
const size = 12;
const labelled = 12;

/** A histogram that lines divide into named stretches. */
export function scoredHistogram({ stretches, lines, ...options }: ScoredHistogramOptions): Drawing {
  const { node, select, x } = histogram(options);
  const { whole, height, width } = options;
  select(whole);
  const add = (name: string, attributes: Readonly<Record<string, string | number>>): SVGElement => {
    const element = document.createElementNS(namespace, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    node.append(element);
    return element;
  };
  stretches.forEach(({ from, to, label }, index) => {
    const [left, right] = [x(from), x(to)];
    if (index > 0) {
      add('line', {
        x1: left,
        x2: left,
        y1: 0,
        y2: height - 20,
        stroke: 'var(--ink)',
        'stroke-dasharray': '3 2',
      });
    }
    if (right - left < labelled) return;
    const text = add('text', {
      x: (left + right) / 2,
      y: size,
      'text-anchor': 'middle',
      'font-weight': 600,
      fill: 'var(--ink)',
      stroke: 'var(--paper)',
      'stroke-width': 4,
      'paint-order': 'stroke',
    });
    text.textContent = label;
  });
  return {
    node,
    spots: whole.map((_, bin) => ({
      row: 0,
      column: bin,
      x: x(bin),
      y: 0,
      width: (bin + 1 < whole.length ? x(bin + 1) : width) - x(bin),
      height: height - 20,
      lines: lines[bin] ?? [],
    })),
  };
}
