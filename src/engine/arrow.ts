/**
 * The wire is lossless: the engine casts nothing, so a DECIMAL or BIGINT arrives exact. It is decoded here, once, for
 * every reader: as a table whose numbers are doubles (figures), or as plain rows in which what a double cannot hold
 * becomes text (the import, the console).
 */
import {
  DataType,
  Field,
  Float64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableFromIPC,
  type Data,
} from 'apache-arrow';
import type { Row } from '../schema/database';
import { TenureError } from '../schema/errors';
import { decimalToNumber, readDecimal } from './decimal';
import { toPlain } from './plain';

/** apache-arrow 17 reads these wrongly from DuckDB's stream (an ENUM as NULL), so they are refused, not misread. */
function refuseMisread(field: Field): void {
  const { type, name } = field;
  const kind = DataType.isDictionary(type) ? 'ENUM' : DataType.isInterval(type) ? 'INTERVAL' : undefined;
  if (kind === undefined) return;
  throw new TenureError('engine_sql', { message: `Column "${name}" is an ${kind}: cast it to VARCHAR.` });
}

function readTable(bytes: Uint8Array): Table {
  const table = tableFromIPC(bytes);
  table.schema.fields.forEach(refuseMisread);
  return table;
}

function isWide(type: DataType): boolean {
  return DataType.isDecimal(type) || (DataType.isInt(type) && type.bitWidth === 64);
}

function toDoubles(data: Data): Data<Float64> {
  const { type, length, nullCount, nullBitmap } = data;
  const source: unknown = data.values;
  const values = new Float64Array(length);
  if (DataType.isDecimal(type) && source instanceof Uint32Array) {
    for (let i = 0; i < length; i++) values[i] = decimalToNumber(readDecimal(source, i), type.scale);
  } else if (source instanceof BigInt64Array || source instanceof BigUint64Array) {
    for (let i = 0; i < length; i++) values[i] = Number(source[i]);
  }
  return makeData({ type: new Float64(), length, nullCount, nullBitmap, data: values });
}

/** A result for figures: BIGINT, HUGEINT and DECIMAL columns as doubles, dates and timestamps as milliseconds. */
export function decodeTable(bytes: Uint8Array): Table {
  const table = readTable(bytes);
  const { fields } = table.schema;
  if (!fields.some(({ type }) => isWide(type))) return table;
  const schema = new Schema(
    fields.map((field) =>
      isWide(field.type) ? new Field(field.name, new Float64(), field.nullable) : field,
    ),
  );
  const batches = table.batches.map(({ data }) => {
    const children = data.children.map((child) => (isWide(child.type) ? toDoubles(child) : child));
    const type = new Struct(schema.fields);
    return new RecordBatch(schema, makeData({ type, length: data.length, nullCount: 0, children }));
  });
  return new Table(schema, batches);
}

/**
 * A result as plain rows: numbers, booleans, text and null; dates and timestamps as ISO text without a zone; whole
 * numbers and decimals beyond 2^53 as text; lists, structs and maps as arrays and objects of these.
 */
export function decodeRows(bytes: Uint8Array): Row[] {
  const table = readTable(bytes);
  const columns = table.schema.fields.map(({ name, type }, index) => ({
    name,
    type,
    vector: table.getChildAt(index),
  }));
  return Array.from({ length: table.numRows }, (_, row) =>
    Object.fromEntries(columns.map(({ name, type, vector }) => [name, toPlain(vector?.get(row), type)])),
  );
}
