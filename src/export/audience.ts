import { extentSql, pageSql, withEmail, type ExportColumn, type ExportValue, type ReadRows } from './fields';
import { openFile } from './file';
import { sha256Hex } from './hash';
import type { FileFormat, Layout, LayoutField } from './layouts';

/** Customers who may be exported. */
export interface Audience {
  readonly id: string;
  readonly label: string;
  /** Over the columns of the customer summary; null for all customers. */
  readonly condition: string | null;
}

export interface AudienceRequest {
  readonly audience: Pick<Audience, 'condition'>;
  readonly layout: Layout;
  readonly format: FileFormat;
  readonly columns: readonly ExportColumn[];
  readonly guardFormulas: boolean;
}

/** Rows of a page: few enough that no step with them takes longer than 50 ms. */
const pageSize = 1_000;
const previewSize = 5;

/** Of an audience, the rows of a part of the summary, as they stand in the file. */
async function pageOf(
  read: ReadRows,
  { audience, layout }: AudienceRequest,
  fields: readonly LayoutField[],
  { part, limit }: { readonly part: readonly [number, number]; readonly limit?: number },
  signal?: AbortSignal,
): Promise<readonly (readonly ExportValue[])[]> {
  const condition = layout.needsEmail ? withEmail(audience.condition) : audience.condition;
  const needed = fields.flatMap(({ from }) => from);
  const source = await read(pageSql(needed, condition, part, limit), signal);
  const columns = await Promise.all(
    fields.map(async (field) => {
      const values = source.map((row) => field.value(row));
      return field.hashed
        ? sha256Hex(values.map((value) => (value === null ? null : String(value))))
        : values;
    }),
  );
  return source.map((_, row) => columns.map((values) => values[row] ?? null));
}

async function extentOf(read: ReadRows, signal?: AbortSignal): Promise<number> {
  const [row] = await read(extentSql, signal);
  return Number(row?.['rows'] ?? 0);
}

/** The first rows of the file that `exportAudience` makes. */
export async function previewAudience(
  read: ReadRows,
  request: AudienceRequest,
  signal?: AbortSignal,
): Promise<{ fields: readonly LayoutField[]; rows: readonly (readonly ExportValue[])[] }> {
  const fields = request.layout.fields(request.columns, request.format);
  const part = [0, await extentOf(read, signal)] as const;
  const rows = await pageOf(read, request, fields, { part, limit: previewSize }, signal);
  return { fields, rows };
}

/**
 * Writes an audience to a file, page by page.
 * @param onRows told how many rows are written
 * @throws the signal's reason when it is aborted
 */
export async function exportAudience(
  read: ReadRows,
  request: AudienceRequest,
  { onRows, signal }: { readonly onRows?: (rows: number) => void; readonly signal?: AbortSignal } = {},
): Promise<Blob> {
  const { layout, format, columns, guardFormulas } = request;
  const fields = layout.fields(columns, format);
  signal?.throwIfAborted();
  const file = await openFile(format, fields, { guardFormulas, marksEncoding: layout.marksEncoding });
  const extent = await extentOf(read, signal);
  let written = 0;
  for (let from = 0; from < extent; from += pageSize) {
    signal?.throwIfAborted();
    const part = [from, from + pageSize] as const;
    const rows = await pageOf(read, request, fields, { part }, signal);
    await file.add(rows);
    written += rows.length;
    onRows?.(written);
  }
  return file.finish();
}
