import { fitText } from './drawing';
import { className } from './style';

export interface Stat {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

const namespace = 'http://www.w3.org/2000/svg';
const rowHeight = 76;

/** Numbers with their labels as one drawing: what a list of figures looks like when it is saved as a picture. */
export function statGrid(stats: readonly Stat[], width: number): SVGSVGElement {
  const columns = Math.max(1, Math.min(4, Math.floor(width / 180)));
  const columnWidth = width / columns;
  const height = Math.ceil(stats.length / columns) * rowHeight;
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.setAttribute('viewBox', `0 0 ${String(width)} ${String(height)}`);
  svg.setAttribute('font-family', 'var(--font-ui)');
  stats.forEach(({ label, value, note }, index) => {
    const x = (index % columns) * columnWidth;
    const y = Math.floor(index / columns) * rowHeight;
    const write = (text: string, dy: number, fontSize: number, fill: string, weight: string): void => {
      const element = document.createElementNS(namespace, 'text');
      element.setAttribute('x', String(x));
      element.setAttribute('y', String(y + dy));
      element.setAttribute('font-size', String(fontSize));
      element.setAttribute('font-weight', weight);
      element.setAttribute('fill', fill);
      element.textContent = fitText(text, fontSize, columnWidth - 12);
      svg.append(element);
    };
    write(label, 14, 12, 'var(--ink-2)', '400');
    write(value, 40, 22, 'var(--ink)', '600');
    write(note, 58, 12, 'var(--ink-3)', '400');
  });
  return svg;
}
