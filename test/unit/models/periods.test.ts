import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addPeriods, hasPassed, periods, periodsBetween, startOfPeriod } from '../../../src/models/periods';

const date = fc.date({ min: new Date('1997-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
const period = fc.constantFrom(...periods);

describe('periods', () => {
  it('count back what they add', () => {
    fc.assert(
      fc.property(date, period, fc.integer({ min: 0, max: 200 }), (day, kind, count) => {
        const start = startOfPeriod(day, kind);
        return periodsBetween(start, addPeriods(start, count, kind), kind) === count;
      }),
    );
  });

  it('hold their own day', () => {
    fc.assert(
      fc.property(date, period, (day, kind) => {
        const start = startOfPeriod(day, kind);
        return start <= day && day < addPeriods(start, 1, kind);
      }),
    );
  });

  it('start weeks on Monday', () => {
    expect(startOfPeriod(new Date('2026-11-22T23:00:00Z'), 'week').toISOString()).toBe(
      '2026-11-16T00:00:00.000Z',
    );
    expect(startOfPeriod(new Date('2026-11-23T00:00:00Z'), 'week').toISOString()).toBe(
      '2026-11-23T00:00:00.000Z',
    );
  });

  it('have passed when the as-of day is their last', () => {
    const may = new Date('2011-05-01');
    expect(hasPassed(may, 0, 'month', new Date('2011-05-30T23:59:00Z'))).toBe(false);
    expect(hasPassed(may, 0, 'month', new Date('2011-05-31T00:00:00Z'))).toBe(true);
    expect(hasPassed(may, 1, 'month', new Date('2011-05-31T12:00:00Z'))).toBe(false);
  });
});
