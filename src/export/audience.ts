import { pageSql, valueOf, withEmail, type ExportColumn, type ExportValue, type ReadRows } from './fields';
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
const pageSize = 2_000;
const previewSize = 5;

/** Of an audience, its rows behind an id, as they stand in the file. */
async function pageOf(
  read: ReadRows,
  { audience, layout }: AudienceRequest,
  fields: readonly LayoutField[],
  { after, limit }: { readonly after: string | null; readonly limit: number },
  signal?: AbortSignal,
): Promise<{ rows: readonly (readonly ExportValue[])[]; last: string | null }> {
  const condition = layout.needsEmail ? withEmail(audience.condition) : audience.condition;
  const needed = fields.flatMap(({ from }) => from);
  const source = await read(pageSql(needed, condition, after, limit), signal);
  const columns = await Promise.all(
    fields.map(async (field) => {
      const values = source.map((row) => field.value(row));
      return field.hashed
        ? sha256Hex(values.map((value) => (value === null ? null : String(value))))
        : values;
    }),
  );
  const end = source.at(-1);
  return {
    rows: source.map((_, row) => columns.map((values) => values[row] ?? null)),
    last: end === undefined ? null : String(valueOf(end, 'customer_id')),
  };
}

/** The first rows of the file that `exportAudience` makes. */
export async function previewAudience(
  read: ReadRows,
  request: AudienceRequest,
  signal?: AbortSignal,
): Promise<{ fields: readonly LayoutField[]; rows: readonly (readonly ExportValue[])[] }> {
  const fields = request.layout.fields(request.columns, request.format);
  const { rows } = await pageOf(read, request, fields, { after: null, limit: previewSize }, signal);
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
  const file = await openFile(format, fields, { guardFormulas, marksEncoding: layout.marksEncoding });
  let written = 0;
  for (let after: string | null = null; ;) {
    signal?.throwIfAborted();
    const { rows, last } = await pageOf(read, request, fields, { after, limit: pageSize }, signal);
    await file.add(rows);
    written += rows.length;
    onRows?.(written);
    if (rows.length < pageSize || last === null) return file.finish();
    after = last;
  }
}
