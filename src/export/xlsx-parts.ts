/** The parts of an Office Open XML workbook (ECMA-376, part 1) that are the same for every table, and its cells. */
import type { SummaryKind } from '../summary/columns';
import type { ExportValue } from './fields';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Positions in the styles' list of cell formats below. */
const styles: Readonly<Record<SummaryKind | 'head', number>> = {
  head: 1,
  text: 2,
  integer: 3,
  money: 4,
  percent: 5,
  date: 6,
  number: 7,
  days: 8,
  score: 0,
  boolean: 0,
};
const formats = [0, 0, 49, 3, 4, 10, 164, 4, 165];

export const stylesXml = `${declaration}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm:ss"/><numFmt numFmtId="165" formatCode="#,##0.0"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${String(formats.length)}">${formats
  .map(
    (format, index) =>
      `<xf numFmtId="${String(format)}" fontId="${index === styles.head ? '1' : '0'}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${index === styles.head ? ' applyFont="1"' : ''}/>`,
  )
  .join('')}</cellXfs></styleSheet>`;

export const contentTypesXml = (sheets: number): string =>
  `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/>${each(
    sheets,
    (sheet) =>
      `<Override PartName="/xl/worksheets/sheet${sheet}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`,
  )}</Types>`;

export const rootRelationsXml = `${declaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export const workbookXml = (sheets: number): string =>
  `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${each(
    sheets,
    (sheet) =>
      `<sheet name="Customers${sheet === '1' ? '' : ` ${sheet}`}" sheetId="${sheet}" r:id="rId${sheet}"/>`,
  )}</sheets></workbook>`;

export const workbookRelationsXml = (sheets: number): string =>
  `${declaration}<Relationships xmlns="${packages}/relationships">${each(
    sheets,
    (sheet) =>
      `<Relationship Id="rId${sheet}" Type="${office}/worksheet" Target="worksheets/sheet${sheet}.xml"/>`,
  )}<Relationship Id="styles" Type="${office}/styles" Target="styles.xml"/></Relationships>`;

const each = (count: number, write: (number: string) => string): string =>
  Array.from({ length: count }, (_, index) => write(String(index + 1))).join('');

/** The head row stays in view. */
export const sheetStart = `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="16" defaultRowHeight="15"/><sheetData>`;
export const sheetEnd = '</sheetData></worksheet>';

/** `A`, `B`, ... `AA` for positions from 0. */
function columnName(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest < 0 ? '' : columnName(rest)) + String.fromCharCode(65 + (index % 26));
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML 1.0 cannot hold. */
const unspeakable = /[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu;

/** A reader of workbooks takes `_x0041_` for a character: its underscore is then written so itself. */
const xmlText = (text: string): string =>
  text
    .replaceAll(unspeakable, '')
    .replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/[&<>"]/g, (character) => escapes[character] ?? '');

const millisecondsPerDay = 86_400_000;
/** Days from 30 December 1899, from which workbooks count, to 1970. */
const epoch = 25_569;

function cell(reference: string, value: ExportValue, kind: SummaryKind | 'head'): string {
  if (value === null) return '';
  const open = `<c r="${reference}" s="${String(styles[kind])}"`;
  if (typeof value === 'boolean') return `${open} t="b"><v>${value ? '1' : '0'}</v></c>`;
  if (kind === 'date') {
    const days = Date.parse(`${String(value)}Z`) / millisecondsPerDay + epoch;
    return `${open}><v>${String(days)}</v></c>`;
  }
  if (kind === 'text' || kind === 'head') {
    return `${open} t="inlineStr"><is><t xml:space="preserve">${xmlText(String(value))}</t></is></c>`;
  }
  return `${open}><v>${String(value)}</v></c>`;
}

/** A row of a sheet; `number` is its place from 1. */
export function sheetRow(
  number: number,
  values: readonly ExportValue[],
  kindOf: (column: number) => SummaryKind | 'head',
): string {
  const cells = values.map((value, column) =>
    cell(`${columnName(column)}${String(number)}`, value, kindOf(column)),
  );
  return `<row r="${String(number)}">${cells.join('')}</row>`;
}
