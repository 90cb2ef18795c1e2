import type { Mapping } from '../types';

type Decimal = Mapping['decimal'];

// A number with at most a currency on one side, a sign, or accountants' parentheses. Letters stand apart from the
// digits, lest `TEA-7` be an amount.
const minus = String.raw`\x{2212}`;
const before = String.raw`(?:[A-Za-z]{2,3}(?:\.|\s)\s*|[A-Za-z]{0,3}\p{Sc}\s*[-+${minus}]?\s*)`;
const after = String.raw`(?:\s*[A-Z]{3}|\s+[A-Za-z]{2,3}|\s*[A-Za-z]{0,3}\p{Sc})`;
const pattern = String.raw`^[-+(${minus}]?\s*${before}?\d[\d.,'\s\x{a0}\x{202f}]*${after}?\s*[-)]?$`;
const looksNumeric = new RegExp(
  pattern.replace(/\\x\{([0-9a-f]+)\}/g, (_, code: string) => `\\u{${code}}`),
  'u',
);

/** Whether a cell can be read as an amount of money or a count. */
export const isAmount = (text: string): boolean => looksNumeric.test(text.trim());

/**
 * The decimal mark of a file's amounts. A number that holds both marks tells by the last of them; one mark followed
 * by other than three digits, or by three after a leading zero, is decimal; two of the same mark part thousands.
 * @returns null when nothing tells
 */
export function decimalMark(values: readonly string[]): Decimal | null {
  const votes = { '.': 0, ',': 0 };
  for (const value of values) {
    const mark = markOf(value);
    if (mark) votes[mark] += 1;
  }
  if (votes['.'] === votes[',']) return null;
  return votes[','] > votes['.'] ? ',' : '.';
}

function markOf(value: string): Decimal | null {
  const digits = value.replace(/[^\d.,]/g, '').replace(/^[.,]+(?=\d+[.,])/, '');
  const points = digits.split('.').length - 1;
  const commas = digits.split(',').length - 1;
  if (points > 0 && commas > 0) return digits.lastIndexOf(',') > digits.lastIndexOf('.') ? ',' : '.';
  if (points === 0 && commas === 0) return null;
  const mark: Decimal = points > 0 ? '.' : ',';
  if (points + commas > 1) return mark === '.' ? ',' : '.';
  const [whole = '', part = ''] = digits.split(mark);
  if (part.length !== 3 || whole === '0' || whole === '' || whole.length > 3) return mark;
  return null;
}

/**
 * SQL that reads a text column as DECIMAL(18,4): first as it stands, which is fast and nearly always enough, then
 * with currency, thousands marks and accountants' parentheses taken off. NULL where a value is no number.
 */
export function amountExpression(column: string, decimal: Decimal): string {
  const strip = (text: string) =>
    decimal === '.' ? `replace(${text}, ',', '')` : `replace(replace(${text}, '.', ''), ',', '.')`;
  const digits = strip(`regexp_replace(${column}, '[^0-9.,]', '', 'g')`);
  const sign = `CASE WHEN regexp_matches(${column}, '[-(\\x{2212}]') THEN '-' ELSE '' END`;
  const dressed = `CASE WHEN regexp_matches(trim(${column}), '${pattern.replaceAll("'", "''")}') THEN TRY_CAST(${sign} || ${digits} AS DECIMAL(18, 4)) END`;
  // A lone point in a file of decimal commas parts thousands, so the plain cast would read it wrongly.
  const plain =
    decimal === '.'
      ? `TRY_CAST(${column} AS DECIMAL(18, 4))`
      : `TRY_CAST(${strip(column)} AS DECIMAL(18, 4))`;
  return `coalesce(${plain}, ${dressed})`;
}
