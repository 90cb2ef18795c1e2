import type { ExportValue, Field } from './fields';
import type { FileFormat } from './layouts';

/** A file that grows by pages of rows, so that no step of it holds the page up. */
export interface FileWriter {
  add(rows: readonly (readonly ExportValue[])[]): Promise<void>;
  /** The whole file. Nothing is added after it. */
  finish(): Promise<Blob>;
}

export interface FileOptions {
  /** Disarms texts that a spreadsheet would run as formulas. */
  readonly guardFormulas: boolean;
  readonly marksEncoding: boolean;
}

/** Opens a file of a format; the code of the larger formats is fetched only then. */
export async function openFile(
  format: FileFormat,
  fields: readonly Field[],
  options: FileOptions,
): Promise<FileWriter> {
  switch (format) {
    case 'csv':
      return (await import('./csv-file')).csvFile(fields, options);
    case 'xlsx':
      return (await import('./xlsx-file')).xlsxFile(fields, options);
    case 'parquet':
      return (await import('./parquet-file')).parquetFile(fields);
  }
}
