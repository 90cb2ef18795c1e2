import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { SummaryKind } from '../summary/columns';
import type { ExportValue, Field } from './fields';
import type { FileWriter } from './file';
import { unscaledMoney } from './money';

type Type = Omit<SchemaElement, 'name'>;

const text: Type = { type: 'BYTE_ARRAY', converted_type: 'UTF8' };
const double: Type = { type: 'DOUBLE' };

const types: Readonly<Record<SummaryKind, Type>> = {
  text,
  integer: { type: 'INT64' },
  score: { type: 'INT32' },
  number: double,
  percent: double,
  days: double,
  money: { type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale: 4 },
  boolean: { type: 'BOOLEAN' },
  // The shop's wall clock, which is of no zone.
  date: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MILLIS' } },
};

function stored(value: ExportValue, kind: SummaryKind): unknown {
  if (value === null) return null;
  if (kind === 'money') return unscaledMoney(String(value));
  if (kind === 'date') return new Date(`${String(value)}Z`);
  if (kind === 'integer') return BigInt(String(value));
  return value;
}

/** Parquet, compressed with Snappy: ids as text, money as DECIMAL(18, 4), a row group for each page. */
export function parquetFile(fields: readonly Field[]): FileWriter {
  const names = unique(fields.map(({ header }) => header));
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: [
      { name: 'customers', num_children: fields.length },
      ...fields.map(({ kind }, index): SchemaElement => ({
        name: names[index] ?? '',
        repetition_type: 'OPTIONAL',
        ...types[kind],
      })),
    ],
    createdBy: 'Tenure',
  });
  return {
    add: async (rows) => {
      if (rows.length === 0) return;
      await file.write({
        columnData: fields.map(({ kind }, index) => ({
          name: names[index] ?? '',
          data: rows.map((row) => stored(row[index] ?? null, kind)),
        })),
        rowGroupSize: rows.length,
      });
    },
    finish: async () => {
      await file.finish();
      return new Blob([writer.getBuffer()], { type: 'application/vnd.apache.parquet' });
    },
  };
}

/** Parquet knows columns by name: a repeated one is numbered. */
function unique(names: readonly string[]): string[] {
  return names.map((name, index) => {
    const before = names.slice(0, index).filter((other) => other === name).length;
    return before === 0 ? name : `${name} (${String(before + 1)})`;
  });
}
