import type { Database } from '../../schema/database';
import { literal } from '../../schema/sql';
import tables from '../../schema/tables.sql?raw';
import type { StagedFile } from '../types';
import base from './base.sql?raw';
import { dropRelations } from './build';
import { profileIdOf, type LoadedFile, type OrderFile } from './loaded';
import { createViews } from './views';

const names = [
  'source_files',
  'ledger',
  'order_attributes',
  'orders',
  'order_lines',
  'customers',
  'bridge',
  'acquisition_spend',
  'product_costs',
  'survey_responses',
  'carts',
];

/** Makes all tables anew, empty. */
export async function createTables(db: Database): Promise<void> {
  await dropRelations(db, names);
  await db.run('DROP SCHEMA IF EXISTS imported CASCADE');
  await db.run(tables);
  await db.run(base);
  await createViews(db, []);
}

/** Enters a file in `source_files`. */
export async function register(db: Database, loaded: LoadedFile): Promise<void> {
  const { fileId, bytes, sha256, reading } = loaded.file;
  const dialect = JSON.stringify(reading.dialect);
  const values = [fileId, reading.name, bytes, sha256, profileIdOf(loaded), reading.encoding, dialect];
  const rest = [reading.records, new Date()];
  await db.run(`INSERT INTO source_files VALUES (${[...values, ...rest].map(literal).join(', ')})`);
}

/** Keeps the rows that the mapping of a file of orders could not read. */
export async function keepUnreadable(db: Database, { file }: OrderFile): Promise<void> {
  await db.run(rejectedSql(file, `imported.f${file.fileId.toString()}_rejects`));
}

/** Keeps the rows that the reader could not read. */
export async function keepReaderRejects(db: Database, file: StagedFile): Promise<void> {
  await db.run(rejectedSql(file, `staging.f${file.fileId.toString()}_rejects`));
}

const rejectedSql = (file: StagedFile, source: string): string =>
  `INSERT INTO imported.rejected
SELECT ${file.fileId.toString()}, line, 'rejected', reason, column_name, original FROM ${source}`;
