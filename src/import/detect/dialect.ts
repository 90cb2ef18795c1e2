import type { Delimiter, Dialect } from '../types';
import { cleanCell, maxColumns } from '../readers/contract';
import { splitRecords, type Grammar } from '../readers/records';

export const delimiters: readonly Delimiter[] = [',', ';', '\t', '|', ' +'];

/** How many records of a piece of text are looked at. */
const looked = 400;

/**
 * The dialect under which pieces of a file (its head, and some of its middle and end) look most like one table:
 * most records have the same number of cells, and no cell holds what could have been a delimiter.
 * @param pieces whole lines; the first is the file's head
 * @param told the delimiter that a `sep=` line names
 */
export function detectGrammar(pieces: readonly string[], lineEnd: LineEnd, told: Delimiter | null): Grammar {
  let best: Grammar | null = null;
  let bestScore = 0;
  for (const grammar of candidates(pieces.join('\n'), lineEnd, told)) {
    const score = scoreOf(pieces, grammar);
    // The first candidates are the usual ones: another must be clearly better.
    if (score > bestScore * 1.02) {
      best = grammar;
      bestScore = score;
    }
  }
  return best ?? makeGrammar(told ?? ',', lineEnd, '"', '"');
}

type LineEnd = Grammar['lineEnd'];

const makeGrammar = (
  delimiter: Delimiter,
  lineEnd: LineEnd,
  quote: Dialect['quote'],
  escape: Dialect['escape'],
  separator: string = delimiter,
): Grammar => ({
  delimiter,
  newline: lineEnd === '\r' ? '\r' : '\n',
  lineEnd,
  quote,
  escape,
  separator,
});

function* candidates(text: string, lineEnd: LineEnd, told: Delimiter | null): Generator<Grammar> {
  for (const delimiter of told ? [told] : delimiters) {
    if (!text.includes(delimiter === ' +' ? ' ' : delimiter)) continue;
    yield makeGrammar(delimiter, lineEnd, '"', '"');
    if (delimiter === ' +') continue;
    if (text.includes(`${delimiter} "`)) yield makeGrammar(delimiter, lineEnd, '"', '"', `${delimiter} `);
    if (text.includes('\\"')) yield makeGrammar(delimiter, lineEnd, '"', '\\');
    if (text.includes(`${delimiter}'`) || text.startsWith("'")) {
      yield makeGrammar(delimiter, lineEnd, "'", "'");
      if (text.includes("\\'")) yield makeGrammar(delimiter, lineEnd, "'", '\\');
    }
    if (text.includes('"')) yield makeGrammar(delimiter, lineEnd, '', '');
  }
}

function scoreOf(pieces: readonly string[], grammar: Grammar): number {
  const widths = new Map<number, number>();
  let cells = 0;
  let plain = 0;
  for (const piece of pieces) {
    let seen = 0;
    splitRecords(piece, grammar, true, (record) => {
      if (seen >= looked) return false;
      seen++;
      const width = record.cells.length;
      widths.set(width, (widths.get(width) ?? 0) + 1);
      cells += width;
      if (width > maxColumns) return true;
      for (const cell of record.cells) {
        plain += plainness(cell, record.openQuote === null, grammar);
      }
      return true;
    });
  }
  const width = mostCommonWidth(widths);
  if (width < 2 || cells === 0) return 0;
  // Counted in cells, so that a dozen titles above a short table do not outvote it.
  const share = (width * (widths.get(width) ?? 0)) / cells;
  // Any prose splits at its spaces, so they must be much the better reading.
  const spaced = grammar.delimiter === ' +' ? 0.3 : 1;
  // So does quoted text at its quotes, once they mean nothing.
  const unquoted = grammar.quote === '' ? 0.5 : 1;
  return share ** 2 * (plain / cells) ** 2 * (1 - 1 / (2 * width)) * spaced * unquoted;
}

/** 1 for a cell that this grammar explains wholly, less for one that another might explain better. */
function plainness(raw: string, closed: boolean, { quote, delimiter }: Grammar): number {
  if (!closed) return 0;
  const cell = cleanCell(raw);
  if (cell === null) return 0.9;
  if (delimiter === ' +' && /[",;|\t]/.test(cell)) return 0.1;
  if (delimiter !== ' +' && /^[\d.,]+(?: +[\d.,]+)+$/.test(cell)) return 0.3;
  // A quote left at a cell's edge was meant to quote it.
  if (/^"|"$/.test(cell)) return quote === '"' && cell.includes(delimiter) ? 0.9 : 0.2;
  if (quote !== "'" && /^'.*'$/.test(cell)) return 0.7;
  if (/^[^\n;\t|]*$/.test(cell)) return cell.includes(',') && delimiter !== ',' ? 0.95 : 1;
  return /[\t|]|;\S/.test(cell) ? 0.5 : 0.9;
}

/** The number of cells that most records have; of two equally common ones, the larger. */
export function mostCommonWidth(widths: ReadonlyMap<number, number>): number {
  let best = 0;
  let most = 0;
  for (const [width, count] of widths) {
    if (width > 1 && (count > most || (count === most && width > best))) {
      best = width;
      most = count;
    }
  }
  return most === 0 ? 1 : best;
}
