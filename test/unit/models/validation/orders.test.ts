import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupCells } from '../../../../src/models/btyd/group-cells';
import { occasionsOf, splitAt, spread } from '../../../../src/models/validation/orders';

const orders = {
  customer: Uint32Array.of(2, 0, 0, 2, 0, 2, 0),
  time: Float64Array.of(14, 7, 0, 21, 7, 30, 28),
  amount: Float64Array.of(5, 1, 9, 6, 2, 7, 4),
};

test('orders of one time are one occasion, and a customer without orders has none', () => {
  const occasions = occasionsOf(orders);
  expect([...occasions.start]).toEqual([0, 3, 3, 6]);
  expect([...occasions.time]).toEqual([0, 7, 28, 14, 21, 30]);
  expect([...occasions.amount]).toEqual([9, 3, 4, 5, 6, 7]);
});

test('splits at a time into what is known and what came', () => {
  const split = splitAt(occasionsOf(orders), 21, 8, 7);
  expect([...split.customers]).toEqual([0, 2]);
  expect([...split.x]).toEqual([1, 1]);
  expect([...split.recency]).toEqual([1, 1]);
  expect([...split.age]).toEqual([3, 1]);
  expect([...split.meanSpend]).toEqual([3, 6]);
  expect([...split.firstAmount]).toEqual([9, 5]);
  // The order at 30 lies behind the horizon's end at 29.
  expect([...split.actualOrders]).toEqual([1, 0]);
  expect([...split.actualSpend]).toEqual([4, 0]);
  expect([...splitAt(occasionsOf(orders), 13, 8, 7).customers]).toEqual([0]);
});

test('customers with equal numbers, and only those, share a cell', () => {
  const number = fc.constantFrom(0, -0, 0.5, 1, 2, 1e9);
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number, number)), (customers) => {
      const column = (at: 0 | 1 | 2) => Float64Array.from(customers, (each) => each[at]);
      const [x, recency, age] = [column(0), column(1), column(2)];
      const { cells, cellOf } = groupCells(x, recency, age);
      expect(spread(cells.x, cellOf)).toEqual(x.map((value) => value + 0));
      expect(spread(cells.recency, cellOf)).toEqual(recency.map((value) => value + 0));
      expect(spread(cells.age, cellOf)).toEqual(age.map((value) => value + 0));
      expect(cells.weight.reduce((sum, each) => sum + each, 0)).toBe(customers.length);
      const names = new Set(customers.map((each) => each.map((value) => value + 0).join(' ')));
      expect(cells.x.length).toBe(names.size);
    }),
  );
});
