import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moved } from '../../../../src/cells/customers/keys';
import { contentHeight, drawn, reveal, rowAt, scrollTopOf } from '../../../../src/cells/customers/scroll';

const short = { rows: 1_000, rowHeight: 36, view: 500 };
const long = { rows: 2_000_000, rowHeight: 36, view: 500 };

describe('a list of rows', () => {
  test('is as high as its rows, as long as browsers can draw that', () => {
    expect(contentHeight(short)).toBe(36_000);
    expect(contentHeight(long)).toBe(10_000_000);
    expect(contentHeight({ ...short, rows: 0 })).toBe(0);
  });

  test('scrolls by pixels where its height is true', () => {
    expect(rowAt(short, 90)).toBeCloseTo(2.5, 9);
    expect(scrollTopOf(short, 2.5)).toBeCloseTo(90, 9);
  });

  test.each([short, long])('shows its last row at the end of $rows', (list) => {
    const end = contentHeight(list) - list.view;
    const { first, end: behind, top } = drawn(list, end);
    expect(behind).toBe(list.rows);
    // The last row ends where the view does.
    expect(top + (behind - first) * list.rowHeight).toBeCloseTo(end + list.view, 3);
  });

  test('does not scroll what fits', () => {
    const list = { rows: 3, rowHeight: 36, view: 500 };
    expect(drawn(list, 0)).toEqual({ first: 0, end: 3, top: 0 });
    expect(reveal(list, 0, 2)).toBe(0);
  });

  test('brings any row into view, and no farther than it must', () => {
    const rows = fc.integer({ min: 1, max: 3_000_000 });
    fc.assert(
      fc.property(rows, fc.double({ min: 0, max: 1, noNaN: true }), rows, (count, share, wanted) => {
        const list = { ...short, rows: count };
        const row = wanted % count;
        const from = share * Math.max(0, contentHeight(list) - list.view);
        const to = reveal(list, from, row);
        const top = rowAt(list, to);
        const slack = 1e-6;
        expect(row).toBeGreaterThanOrEqual(top - slack);
        expect(row + 1).toBeLessThanOrEqual(top + list.view / list.rowHeight + slack);
        expect(reveal(list, to, row)).toBeCloseTo(to, 6);
        const shown = drawn(list, to);
        expect(shown.first).toBeLessThanOrEqual(row);
        expect(shown.end).toBeGreaterThan(row);
        expect(shown.end - shown.first).toBeLessThan(35);
      }),
    );
  });
});

describe('keys in the grid', () => {
  const extent = { rows: 100, columns: 4, page: 10, isMirrored: false };
  const at = (key: string, changes: Partial<typeof extent> = {}, ctrlKey = false) =>
    moved({ row: 50, column: 1 }, { key, ctrlKey }, { ...extent, ...changes });

  test('go to the next cell, the next page and the ends', () => {
    expect(at('ArrowDown')).toEqual({ row: 51, column: 1 });
    expect(at('PageUp')).toEqual({ row: 40, column: 1 });
    expect(at('End')).toEqual({ row: 50, column: 3 });
    expect(at('End', {}, true)).toEqual({ row: 99, column: 3 });
    expect(at('Home', {}, true)).toEqual({ row: 0, column: 0 });
  });

  test('stop at the edges', () => {
    expect(at('PageDown', { page: 1_000 })).toEqual({ row: 99, column: 1 });
    expect(at('ArrowRight', { columns: 2 })).toEqual({ row: 50, column: 1 });
  });

  test('follow the script where it runs from right to left', () => {
    expect(at('ArrowLeft', { isMirrored: true })).toEqual({ row: 50, column: 2 });
  });

  test('are no others, and none in an empty table', () => {
    expect(at('a')).toBeNull();
    expect(at('ArrowDown', { rows: 0 })).toBeNull();
  });
});
