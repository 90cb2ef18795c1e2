import { describe, expect, it } from 'vitest';
import { fitText, moveSpot, nearestSpot, type Spot } from '../../../src/figures/drawing';

const spot = (row: number, column: number): Spot => ({
  row,
  column,
  x: 20 * column,
  y: 20 * row,
  width: 20,
  height: 20,
  lines: [`${String(row)}/${String(column)}`],
});
// A triangle: rows of 3, 2 and 1 cells.
const spots = [spot(0, 0), spot(0, 1), spot(0, 2), spot(1, 0), spot(1, 1), spot(2, 0)];
const at = (row: number, column: number): Spot | null =>
  spots.find((one) => one.row === row && one.column === column) ?? null;

describe('moveSpot', () => {
  it('starts at the first value', () => {
    expect(moveSpot(spots, null, 'ArrowDown')).toBe(at(0, 0));
  });

  it('moves along rows and stops at their ends', () => {
    expect(moveSpot(spots, at(0, 0), 'ArrowRight')).toBe(at(0, 1));
    expect(moveSpot(spots, at(1, 1), 'ArrowRight')).toBe(at(1, 1));
    expect(moveSpot(spots, at(0, 0), 'ArrowLeft')).toBe(at(0, 0));
    expect(moveSpot(spots, at(0, 0), 'End')).toBe(at(0, 2));
    expect(moveSpot(spots, at(1, 1), 'Home')).toBe(at(1, 0));
  });

  it('goes to the nearest column of a shorter row, and stops at the last row', () => {
    expect(moveSpot(spots, at(0, 2), 'ArrowDown')).toBe(at(1, 1));
    expect(moveSpot(spots, at(1, 1), 'ArrowUp')).toBe(at(0, 1));
    expect(moveSpot(spots, at(2, 0), 'ArrowDown')).toBe(at(2, 0));
  });

  it('leaves other keys alone', () => {
    expect(moveSpot(spots, at(0, 0), 'a')).toBeNull();
    expect(moveSpot([], null, 'ArrowDown')).toBeNull();
  });
});

describe('nearestSpot', () => {
  it('finds the spot under the pointer, or near it', () => {
    expect(nearestSpot(spots, 25, 5)).toBe(at(0, 1));
    expect(nearestSpot(spots, 30, 55)).toBe(at(2, 0));
    expect(nearestSpot(spots, 500, 500)).toBeNull();
  });
});

describe('fitText', () => {
  it('cuts what is too long', () => {
    expect(fitText('short', 12, 200)).toBe('short');
    expect(fitText('a very long product name', 12, 60)).toMatch(/^a very.*…$/);
  });
});
