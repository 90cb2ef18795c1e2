import type { Database } from '../../schema/database';
import { literal } from '../../schema/sql';
import { normaliseHeader } from '../profiles/headers';
import type { AttributeReport, StagedFile } from '../types';
import { dropRelations } from './build';
import type { OrderFile } from './loaded';

/** Of one file. An export of more columns than this is read for its first. */
const mostColumns = 100;
const longestName = 120;

/**
 * Words of columns that say who somebody is: nobody is sought by them. In English, Spanish and Italian, as
 * `normaliseHeader` writes them.
 */
const personal = new RegExp(
  `\\b(?:${[
    'name|first ?name|last ?name|surname|full ?name|e ?mails?|mail|phones?|mobile|fax|address(?:es)?|address ?\\d|street|house|zip|post ?code|postal|birth(?:day|date)?|dob|ip|notes?|company|vat|tax ?id|iban|card|token|latitude|longitude',
    'nombre|apellidos?|correo|telefonos?|movil|direccion|calle|codigo postal|cp|nacimiento|notas?|empresa|nif|dni|cif|tarjeta',
    'nome|cognome|telefono|cellulare|indirizzo|via|cap|nascita|azienda|partita iva|codice fiscale|carta',
  ].join('|')})\\b`,
);

interface Attribute {
  readonly name: string;
  /** Index of its column in the file. */
  readonly column: number;
}

/** The columns of a file of orders that have no role and say nothing of who somebody is. */
function attributesOf({ file, mapping }: OrderFile): readonly Attribute[] {
  const { columns, hasHeader } = file.reading;
  if (!hasHeader) return [];
  const used = new Set<number>(Object.values(mapping.roles));
  return columns
    .map((name, column) => ({ name: name.slice(0, longestName), column }))
    .filter(({ name, column }) => !used.has(column) && !/[@\p{C}]/u.test(name) && !isPersonal(name))
    .slice(0, mostColumns);
}

const isPersonal = (name: string): boolean => personal.test(normaliseHeader(name));

/**
 * Builds `order_attributes` over the files' staged text: a view, which copies nothing and reads only the columns that a
 * query names. Runs after the canonical tables stand.
 * @param isStaged whether the text of a file is still held
 */
export async function buildAttributes(
  db: Database,
  files: readonly OrderFile[],
  isStaged: (file: StagedFile) => boolean,
): Promise<AttributeReport> {
  await dropRelations(db, ['order_attributes']);
  const held = files.filter(({ file }) => isStaged(file));
  const cells = held.flatMap((loaded) => {
    const id = loaded.file.fileId.toString();
    return attributesOf(loaded).map(
      ({ name, column }) =>
        `SELECT ${id} AS file_id, line, ${literal(name)} AS name, nullif(trim(c${column.toString()}), '') AS value FROM staging.f${id}`,
    );
  });
  await db.run(`CREATE VIEW order_attributes AS
WITH cells AS (
${cells.length > 0 ? cells.join('\nUNION ALL\n') : nothing}
)
SELECT
  orders.order_id,
  orders.customer_id,
  orders.ordered_at,
  orders.currency,
  cells.name,
  cells.value,
  cells.file_id,
  cells.line
FROM cells
JOIN imported.rows AS r ON cells.file_id = r.file_id AND cells.line = r.line
JOIN orders
  ON r.file_id = orders.file_id
  AND r.order_id = orders.order_id
  AND r.customer_id IS NOT DISTINCT FROM orders.customer_id`);
  return {
    names: [...new Set(held.flatMap(attributesOf).map(({ name }) => name))],
    dropped: files.filter(({ file }) => !isStaged(file)).map(({ file }) => file.reading.name),
  };
}

const nothing =
  'SELECT 0 AS file_id, 0::BIGINT AS line, NULL::VARCHAR AS name, NULL::VARCHAR AS value WHERE false';
