import { describe, expect, it } from 'vitest';
import '../../../src/app.css';
import { bars } from '../../../src/figures/bars';
import { curves } from '../../../src/figures/curves';
import { heatmap, type HeatRow } from '../../../src/figures/heatmap';
import { className, plotStyle } from '../../../src/figures/style';
import { waterfall, type WaterfallStep } from '../../../src/figures/waterfall';
import type { Drawing } from '../../../src/figures/drawing';

const row = (label: string, values: (number | null)[]): HeatRow => ({
  label,
  count: '10',
  total: '99',
  cells: values.map((value, column) => ({
    column,
    value,
    censored: value === null,
    neutral: false,
    text: value === null ? '' : String(value),
    lines: [`${label} ${String(column)}`],
  })),
});

const step = (label: string, from: number, to: number): WaterfallStep => ({
  label,
  detail: '3 orders',
  amount: String(to - from),
  from,
  to,
  lines: [label],
});

const drawings: Record<string, (width: number) => Drawing> = {
  heatmap: (width) =>
    heatmap({
      width,
      columns: 3,
      summary: row('Average', [3, 2, null]),
      rows: [row('A', [3, 2, null]), row('B', [5, null])],
      heads: { count: 'n', total: 'sum', columns: 'age' },
    }),
  curves: (width) =>
    curves({
      width,
      xLabel: 'age',
      yLabel: 'value',
      yFormat: String,
      curves: [
        { label: 'A', emphasis: true, points: [0, 1, 2].map((x) => ({ x, y: x + 1, lines: ['A'] })) },
        { label: 'B', emphasis: false, points: [{ x: 0, y: 2, lines: ['B'] }] },
      ],
    }),
  bars: (width) =>
    bars({
      width,
      groups: [
        {
          label: 'one',
          bars: [
            { value: 3, interval: { low: 2, high: 4 }, label: '3', filled: true, lines: ['3'] },
            { value: null, interval: null, label: '—', filled: false, lines: ['unknown'] },
          ],
        },
      ],
    }),
  waterfall: (width) =>
    waterfall({
      width,
      title: 'In EUR',
      steps: [step('Gross', 0, 100), step('Tax', 100, 110), step('Discounts', 110, 80), step('Net', 0, 80)],
    }),
};

describe.each(Object.entries(drawings))('%s', (_name, draw) => {
  it('carries the one style that the policy knows by its hash', () => {
    for (const width of [328, 960]) {
      const { node } = draw(width);
      expect(node.classList.contains(className)).toBe(true);
      expect([...node.querySelectorAll('style')].map(({ textContent }) => textContent)).toEqual([plotStyle]);
    }
  });

  it('fills its width, on a phone and on a desk, with its spots inside', () => {
    for (const width of [328, 960]) {
      const { node, spots } = draw(width);
      expect(Number(node.getAttribute('width'))).toBe(width);
      const height = Number(node.getAttribute('height'));
      for (const spot of spots) {
        expect(spot.x).toBeGreaterThanOrEqual(-6);
        expect(spot.x + spot.width).toBeLessThanOrEqual(width + 6);
        expect(spot.y + spot.height).toBeLessThanOrEqual(height + 6);
      }
      expect(node.outerHTML).not.toContain('NaN');
      expect(node.querySelector('a')).toBeNull();
    }
  });
});

describe('heatmap', () => {
  it('hatches what has not fully passed and writes no value there', () => {
    const node = drawings['heatmap']?.(960).node;
    const hatched = [...(node?.querySelectorAll('rect') ?? [])].filter((rect) =>
      rect.getAttribute('fill')?.startsWith('url('),
    );
    expect(hatched).toHaveLength(3);
  });
});

describe('bars', () => {
  it('draws no bar for the unknown', () => {
    const node = drawings['bars']?.(960).node;
    expect(node?.querySelectorAll('rect')).toHaveLength(1);
    expect(node?.textContent).toContain('—');
  });
});

describe('waterfall', () => {
  it('hatches what falls, from where the bar before it ended', () => {
    const node = drawings['waterfall']?.(960).node;
    const boxes = [...(node?.querySelectorAll('g[aria-label=rect] rect') ?? [])].map((box) => ({
      fill: box.getAttribute('fill'),
      left: Number(box.getAttribute('x')),
      right: Number(box.getAttribute('x')) + Number(box.getAttribute('width')),
    }));
    expect(boxes.map(({ fill }) => fill)).toEqual([
      'var(--ink)',
      'var(--accent)',
      'url(#tenure-hatch-fall)',
      'var(--ink)',
    ]);
    expect(boxes[1]?.left).toBeCloseTo(boxes[0]?.right ?? NaN, 3);
    expect(boxes[2]?.right).toBeCloseTo(boxes[1]?.right ?? NaN, 3);
    expect(boxes[2]?.left).toBeCloseTo(boxes[3]?.right ?? NaN, 3);
    expect(node?.textContent).toContain('In EUR');
  });
});
