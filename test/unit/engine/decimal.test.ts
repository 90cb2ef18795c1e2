import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalToNumber, decimalToText, readDecimal } from '../../../src/engine/decimal';

/** A whole number as DuckDB sends it: 128 bits in two's complement, least significant word first. */
function words(value: bigint): Uint32Array {
  return Uint32Array.from([0n, 32n, 64n, 96n], (shift) => Number((value >> shift) & 0xffffffffn));
}

test('reads every 128-bit number back', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 127n), max: 2n ** 127n - 1n }), (value) => {
      expect(BigInt(readDecimal(words(value), 0))).toBe(value);
    }),
  );
});

test('numbers within 2^53 are plain numbers, on both sides', () => {
  for (const value of [0n, 1n, -1n, 2n ** 32n, -(2n ** 32n), 2n ** 53n - 1n, -(2n ** 53n) + 1n]) {
    expect(readDecimal(words(value), 0)).toBe(Number(value));
  }
});

test('the nearest double is the one that its decimal text parses to', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 18 }), (unscaled, scale) => {
      expect(decimalToNumber(unscaled, scale)).toBe(Number(`${String(unscaled)}e-${String(scale)}`));
    }),
  );
});

test('text keeps every digit', () => {
  expect(decimalToText(-123400n, 4)).toBe('-12.3400');
  expect(decimalToText(5, 4)).toBe('0.0005');
  expect(decimalToText(2n ** 64n, 0)).toBe('18446744073709551616');
});
