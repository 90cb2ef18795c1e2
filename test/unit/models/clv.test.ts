import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  averageOrderValue,
  clvByOrderValue,
  clvByPeriod,
  clvByYearlySpend,
  clvObserved,
  doubleCounted,
  lifetimeFromChurn,
  ordersPerCustomerYear,
} from '../../../src/models/clv';

const totals = fc.record({
  customers: fc.integer({ min: 1, max: 1e6 }),
  orders: fc.integer({ min: 1, max: 1e7 }),
  money: fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
  activeYears: fc.double({ min: 0.01, max: 1e7, noNaN: true }),
});
const years = fc.double({ min: 0.001, max: 50, noNaN: true });

/** Equal up to rounding. */
function same(a: number | null, b: number | null): boolean {
  return a !== null && b !== null && Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}

describe('definitions of CLV', () => {
  it('1, 2 and 3 are one identity', () => {
    fc.assert(
      fc.property(totals, years, (shop, life) => {
        const second = clvByYearlySpend(shop, life);
        return (
          same(clvByOrderValue(shop, life), second) &&
          same(clvByPeriod(shop, life, 'month'), second) &&
          same(clvByPeriod(shop, life, 'quarter'), second) &&
          same(clvByPeriod(shop, life, 'year'), second)
        );
      }),
    );
  });

  it('scale with the unit of money, and counting orders twice does not fit', () => {
    fc.assert(
      fc.property(totals, years, (shop, life) => {
        const cents = { ...shop, money: 100 * shop.money };
        const hundredfold = (value: number | null): number | null => (value === null ? null : 100 * value);
        return (
          same(clvByOrderValue(cents, life), hundredfold(clvByOrderValue(shop, life))) &&
          same(clvObserved(cents), hundredfold(clvObserved(shop))) &&
          same(doubleCounted(shop), ((clvObserved(shop) ?? 0) * shop.orders) / shop.customers)
        );
      }),
    );
  });

  it('equal the observed value over the observed lifetime', () => {
    fc.assert(
      fc.property(totals, (shop) => {
        const observed = clvObserved(shop);
        const life = shop.activeYears / shop.customers;
        return (
          same(clvByOrderValue(shop, life), observed) && same(clvByPeriod(shop, life, 'month'), observed)
        );
      }),
    );
  });

  it('equal the observed value when everyone is active for the lifetime', () => {
    const shop = { customers: 10, orders: 40, money: 2000, activeYears: 20 };
    expect(averageOrderValue(shop)).toBe(50);
    expect(ordersPerCustomerYear(shop)).toBe(2);
    expect(clvByOrderValue(shop, 2)).toBe(200);
    expect(clvObserved(shop)).toBe(200);
    expect(doubleCounted(shop)).toBe(800);
  });

  it('are unknown, not 0, where an input is unknown', () => {
    const none = { customers: 0, orders: 0, money: 0, activeYears: 0 };
    expect(clvByOrderValue(none, 1)).toBeNull();
    expect(clvByYearlySpend({ ...none, activeYears: 1 }, null)).toBeNull();
    expect(clvObserved(none)).toBeNull();
    const timeless = { customers: 2, orders: 3, money: 90, activeYears: null };
    expect(clvByOrderValue(timeless, 1)).toBeNull();
    expect(clvByYearlySpend(timeless, 1)).toBeNull();
    expect(clvByPeriod({ ...timeless, activeYears: 0 }, 1, 'year')).toBeNull();
    expect(ordersPerCustomerYear(timeless)).toBeNull();
    expect(clvObserved(timeless)).toBe(45);
  });
});

describe('lifetimeFromChurn', () => {
  it('is periods ÷ churn, in years', () => {
    expect(lifetimeFromChurn(0.5, 365.25)).toBe(2);
    expect(lifetimeFromChurn(0.1, 36.525)).toBeCloseTo(1, 12);
  });

  it('is unknown without churn', () => {
    expect(lifetimeFromChurn(0, 30)).toBeNull();
    expect(lifetimeFromChurn(null, 30)).toBeNull();
  });
});
