/** `12.3400` as `12.34`: no digit that counts is dropped, and two decimals stay. */
export const plainMoney = (exact: string): string => exact.replace(/(\.\d\d\d*?)0+$/, '$1');

/** `12.3400` as 123400n. */
export const unscaledMoney = (exact: string): bigint => BigInt(exact.replace('.', ''));
