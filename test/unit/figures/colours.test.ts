import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, ramp, textOn } from '../../../src/figures/colours';

describe('colours', () => {
  it('run from one end of the scale to the other and stay there', () => {
    const colour = ramp('#e7f1ee', '#0b5a50');
    expect(colour(0)).toBe('#e7f1ee');
    expect(colour(1)).toBe('#0b5a50');
    expect(colour(-1)).toBe(colour(0));
    expect(colour(2)).toBe(colour(1));
    expect(ramp('#000000', '#ffffff')(0.5)).toBe('#808080');
  });

  it('have the contrast that WCAG names', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 6);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  // Both scales of app.css, light and dark.
  it.each([
    ['#e7f1ee', '#0b5a50'],
    ['#1d2f2b', '#6fd8c5'],
  ])('carry legible text along the whole scale %s to %s', (low, high) => {
    const colour = ramp(low, high);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const fill = colour(share);
        return contrast(fill, textOn(fill)) >= 4.5;
      }),
    );
  });
});
