const word = 2 ** 32;

/** The unscaled integer of the decimal at `index`: four little-endian words each, in two's complement. */
export function readDecimal(words: Uint32Array, index: number): number | bigint {
  const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = words.subarray(index * 4, index * 4 + 4);
  if (w3 === 0 && w2 === 0 && w1 < 0x200000) return w1 * word + w0;
  if (w3 === 0xffffffff && w2 === 0xffffffff && w1 >= 0xffe00000) return (w1 - word) * word + w0;
  const high = BigInt.asIntN(64, (BigInt(w3) << 32n) | BigInt(w2));
  return (high << 64n) | (BigInt(w1) << 32n) | BigInt(w0);
}

/** All digits, as in `-12.3400`. */
export function decimalToText(unscaled: number | bigint, scale: number): string {
  const value = BigInt(unscaled);
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const sign = value < 0n ? '-' : '';
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The nearest double. Below 2^53 the operands are exact and the division rounds once; beyond, the parser does. */
export function decimalToNumber(unscaled: number | bigint, scale: number): number {
  return typeof unscaled === 'number' ? unscaled / 10 ** scale : Number(decimalToText(unscaled, scale));
}
