import { describe, expect, test } from 'vitest';
import { dragged, gripAt, pressed, rangeOf, shifted, type BrushState } from '../../../src/figures/brush';

const after = (
  keys: readonly string[],
  from: BrushState | null,
  count = 10,
): readonly [number, number] | null => {
  const last = keys.reduce<BrushState | null>((brush, key) => {
    const shift = key.startsWith('+');
    return pressed(brush, shift ? key.slice(1) : key, shift, count) ?? brush;
  }, from);
  return last && rangeOf(last);
};

describe('a brush by keys', () => {
  test.each([
    [['ArrowRight'], [0, 0]],
    [['ArrowLeft'], [9, 9]],
    [['End'], [9, 9]],
    [
      ['Home', 'ArrowRight', 'ArrowRight'],
      [2, 2],
    ],
    [
      ['ArrowRight', '+ArrowRight', '+ArrowRight'],
      [0, 2],
    ],
    [
      ['ArrowRight', '+ArrowRight', '+ArrowRight', 'ArrowRight'],
      [1, 3],
    ],
    [
      ['ArrowRight', '+End'],
      [0, 9],
    ],
    [
      ['End', '+Home'],
      [0, 9],
    ],
    [
      ['ArrowRight', '+ArrowRight', 'End'],
      [8, 9],
    ],
    [
      ['ArrowRight', '+ArrowRight', 'End', 'Home'],
      [0, 1],
    ],
    // The head goes through the anchor to the other side.
    [
      ['Home', 'ArrowRight', '+ArrowRight', '+ArrowLeft', '+ArrowLeft'],
      [0, 1],
    ],
    [
      ['End', 'ArrowRight', 'ArrowRight'],
      [9, 9],
    ],
  ] as const)('%j from nothing holds %j', (keys, range) => {
    expect(after(keys, null)).toEqual(range);
  });

  test('passes over keys that are not its own', () => {
    expect(pressed(null, 'a', false, 10)).toBeNull();
    expect(pressed({ anchor: 1, head: 2 }, 'Tab', false, 10)).toBeNull();
    expect(pressed(null, 'ArrowRight', false, 0)).toBeNull();
  });

  test('is as wide after a move as before, wherever the edge is', () => {
    expect(rangeOf(shifted({ anchor: 7, head: 4 }, 5, 10))).toEqual([6, 9]);
    expect(rangeOf(shifted({ anchor: 2, head: 4 }, -5, 10))).toEqual([0, 2]);
  });
});

describe('a brush by pointer', () => {
  const drag = (range: readonly [number, number] | null, from: number, to: number) =>
    rangeOf(dragged(gripAt(range, from, 10, 0.3), to, 10));

  test('begins where it is pressed and ends where it is let go', () => {
    expect(drag(null, 2.5, 5.2)).toEqual([2, 5]);
    expect(drag(null, 5.2, 2.5)).toEqual([2, 5]);
    expect(drag(null, 5.2, -40)).toEqual([0, 5]);
    expect(drag(null, 5.2, 99)).toEqual([5, 9]);
  });

  test('is moved from within, stretched by its edges, and made anew from outside', () => {
    expect(drag([2, 4], 3.5, 5.5)).toEqual([4, 6]);
    expect(drag([2, 4], 5.1, 7.5)).toEqual([2, 7]);
    expect(drag([2, 4], 1.8, 0.5)).toEqual([0, 4]);
    expect(drag([2, 4], 7.5, 8.5)).toEqual([7, 8]);
  });
});
