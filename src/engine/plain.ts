import { DataType, Vector, type Field } from 'apache-arrow';
import { decimalToNumber, decimalToText, readDecimal } from './decimal';

function fromInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

function fromDecimal(words: Uint32Array, scale: number): number | string {
  const unscaled = readDecimal(words, 0);
  const number = decimalToNumber(unscaled, scale);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : decimalToText(unscaled, scale);
}

function isoText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.?0*Z$/, '');
}

/** `TIME` comes as microseconds since midnight. */
function timeText(microseconds: bigint): string {
  return isoText(Number(microseconds / 1000n)).slice('1970-01-01T'.length);
}

function entriesOf(value: Iterable<[unknown, unknown]>, fields: readonly Field[]): Record<string, unknown> {
  return Object.fromEntries(
    Array.from(value, ([key, child]) => {
      const field = fields.find(({ name }) => name === key) ?? fields.at(-1);
      return [String(key), field ? toPlain(child, field.type) : null];
    }),
  );
}

/** One Arrow value as JSON would have it. */
export function toPlain(value: unknown, type: DataType): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return DataType.isTime(type) ? timeText(value) : fromInteger(value);
  if (DataType.isDecimal(type) && value instanceof Uint32Array) return fromDecimal(value, type.scale);
  if (typeof value === 'number') {
    if (DataType.isTimestamp(type)) return isoText(value);
    if (DataType.isDate(type)) return isoText(value).slice(0, 'YYYY-MM-DD'.length);
    return value;
  }
  if (value instanceof Vector) {
    const items: unknown[] = Array.from(value);
    const [field] = type.children as Field[];
    return field ? items.map((item) => toPlain(item, field.type)) : items;
  }
  if (DataType.isStruct(type)) return entriesOf(value as Iterable<[unknown, unknown]>, type.children);
  if (DataType.isMap(type)) {
    const entry = type.children[0]?.type.children as Field[];
    return entriesOf(value as Iterable<[unknown, unknown]>, entry.slice(1));
  }
  return value;
}
