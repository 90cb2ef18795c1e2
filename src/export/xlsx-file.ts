import { disarmed } from './csv-text';
import type { ExportValue, Field } from './fields';
import type { FileOptions, FileWriter } from './file';
import {
  contentTypesXml,
  rootRelationsXml,
  sheetEnd,
  sheetRow,
  sheetStart,
  stylesXml,
  workbookRelationsXml,
  workbookXml,
} from './xlsx-parts';
import { zip, ZipEntry } from './zip';

/** Rows that a sheet can hold, its head among them (ECMA-376). */
const sheetRows = 1_048_576;

/**
 * A workbook: text as text, so that no id loses its digits, money, shares and moments as numbers with their format.
 * Written here and not by a library: those at hand make the whole sheet at once, and compress it in workers from `blob:`
 * addresses, which the page's policy refuses. More rows than a sheet holds go on in the next.
 */
export async function xlsxFile(
  fields: readonly Field[],
  { guardFormulas }: Pick<FileOptions, 'guardFormulas'>,
  rowsPerSheet = sheetRows,
): Promise<FileWriter> {
  const sheets: ZipEntry[] = [];
  let room = 0;

  async function nextSheet(): Promise<ZipEntry> {
    await sheets.at(-1)?.write(sheetEnd);
    const sheet = new ZipEntry(`xl/worksheets/sheet${String(sheets.length + 1)}.xml`);
    sheets.push(sheet);
    await sheet.write(sheetStart);
    await sheet.write(
      sheetRow(
        1,
        fields.map(({ header }) => header),
        () => 'head',
      ),
    );
    room = rowsPerSheet - 1;
    return sheet;
  }

  const safe = (value: ExportValue, { kind }: Field): ExportValue =>
    guardFormulas && kind === 'text' && typeof value === 'string' ? disarmed(value) : value;
  const kindOf = (column: number): Field['kind'] => fields[column]?.kind ?? 'text';

  let sheet = await nextSheet();
  return {
    add: async (rows) => {
      for (let from = 0; from < rows.length;) {
        if (room === 0) sheet = await nextSheet();
        const taken = rows.slice(from, from + room);
        const first = rowsPerSheet - room + 1;
        await sheet.write(
          taken
            .map((row, index) =>
              sheetRow(
                first + index,
                fields.map((field, column) => safe(row[column] ?? null, field)),
                kindOf,
              ),
            )
            .join(''),
        );
        from += taken.length;
        room -= taken.length;
      }
    },
    finish: async () => {
      await sheet.write(sheetEnd);
      const part = async (name: string, text: string): Promise<ZipEntry> => {
        const entry = new ZipEntry(name);
        await entry.write(text);
        return entry;
      };
      const count = sheets.length;
      const parts = await Promise.all([
        part('[Content_Types].xml', contentTypesXml(count)),
        part('_rels/.rels', rootRelationsXml),
        part('xl/workbook.xml', workbookXml(count)),
        part('xl/_rels/workbook.xml.rels', workbookRelationsXml(count)),
        part('xl/styles.xml', stylesXml),
      ]);
      return zip([...parts, ...sheets], 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    },
  };
}
