import { describe, expect, it } from 'vitest';
import { measureOf, totalsByAge, valueSoFar, type Activity, type Cohort } from '../../../src/models/cohorts';

const activity = (age: number, customers: number, revenue: number): Activity => ({
  age,
  customers,
  orders: customers,
  revenue,
  margin: null,
});
const asOf = new Date('2024-03-15T10:00:00Z');
const cohorts: Cohort[] = [
  {
    start: new Date('2024-01-01'),
    size: 10,
    activity: [activity(0, 10, 100), activity(1, 5, 40), activity(2, 1, 7)],
  },
  { start: new Date('2024-02-01'), size: 30, activity: [activity(0, 30, 300), activity(1, 2, 9)] },
  { start: new Date('2024-03-01'), size: 4, activity: [activity(0, 4, 44)] },
];

describe('totalsByAge', () => {
  const totals = totalsByAge(cohorts, 2, 'revenue', 'month', asOf);

  it('leaves out the period that has not fully passed, from numerator and denominator', () => {
    expect(
      totals.map(({ cohorts: count, atRisk, customers, money }) => [count, atRisk, customers, money]),
    ).toEqual([
      [2, 40, 40, 400],
      [1, 10, 5, 40],
      [0, 0, 0, 0],
    ]);
  });

  it('weighs an average by the customers at risk', () => {
    const [first, second, third] = totals.map((one) => measureOf(one, 'retention', true, false));
    expect([first, second, third]).toEqual([1, 0.5, null]);
  });

  it('adds up the money of the same customers', () => {
    const values = totals.map((one) => measureOf(one, 'clv', false, false));
    expect(values).toEqual([10, 14, null]);
    expect(totals.map((one) => measureOf(one, 'revenue', true, false))).toEqual([1, 0.4, null]);
  });

  it('takes running periods in as far as they go when asked', () => {
    const partial = totalsByAge(cohorts, 2, 'revenue', 'month', asOf, true);
    expect(partial.map(({ atRisk, money }) => [atRisk, money])).toEqual([
      [44, 444],
      [40, 49],
      [10, 7],
    ]);
  });

  it('keeps unknown margin unknown', () => {
    const margin = totalsByAge(cohorts, 0, 'margin', 'month', asOf);
    expect(margin[0]?.money).toBeNull();
    expect(valueSoFar(cohorts, 'margin')).toBeNull();
  });
});

describe('valueSoFar', () => {
  it('holds all orders per customer, the running period included', () => {
    expect(valueSoFar(cohorts.slice(0, 1), 'revenue')).toBe(14.7);
    expect(valueSoFar([], 'revenue')).toBeNull();
  });
});
