import { isData, isKnownName } from './cells';

/** The record that names the columns, and where the data begin, as indexes of records. */
export interface HeaderPlace {
  /** Null where the file names no columns. */
  readonly header: number | null;
  readonly data: number;
}

type Cells = readonly (string | null)[];

/** Real exports have up to a dozen records above their header. */
const searched = 30;
const compared = 60;

/**
 * Finds the record that names the columns: text over columns of numbers and dates, known words, no repeats.
 * @param records the head of the file, cells cleaned
 * @param width the number of cells that most records have
 */
export function findHeader(records: readonly Cells[], width: number): HeaderPlace {
  let best: number | null = null;
  let bestScore = 0;
  const searchedRecords = records.slice(0, searched);
  for (const [index, cells] of searchedRecords.entries()) {
    const score = headerScore(cells, records.slice(index + 1, index + 1 + compared), width) - index * 0.02;
    if (score > bestScore) {
      best = index;
      bestScore = score;
    }
  }
  if (best !== null) return { header: best, data: best + 1 };
  const first = searchedRecords.findIndex((cells) => filled(cells).length >= Math.max(1, width / 2));
  return { header: null, data: Math.max(0, first) };
}

const filled = (cells: Cells): string[] => cells.filter((cell) => cell !== null);

function headerScore(cells: Cells, below: readonly Cells[], width: number): number {
  const names = filled(cells);
  if (names.length < Math.max(1, width / 2)) return 0;
  const dataLike = names.filter(isData).length / names.length;
  if (dataLike > 0.2) return 0;
  const distinct = new Set(names.map((name) => name.toLowerCase())).size / names.length;
  if (distinct < 0.6) return 0;
  const known = names.filter(isKnownName).length / names.length;
  const contrast = contrastWith(cells, below);
  // All text over all text: exports nearly always name their columns, but a repeated cell below denies it.
  const repeated = names.filter((name, at) => below.some((row) => row[at] === name)).length / names.length;
  return 0.2 + known + 1.5 * contrast + 0.3 * distinct - 0.5 * dataLike - 1.5 * repeated;
}

/** The share of columns that hold data below and text here. */
function contrastWith(cells: Cells, below: readonly Cells[]): number {
  let typed = 0;
  let contrasting = 0;
  for (const [column, name] of cells.entries()) {
    const values = below.flatMap((row) => row[column] ?? []);
    if (values.length === 0 || values.filter(isData).length < values.length * 0.6) continue;
    typed++;
    if (name !== null && !isData(name)) contrasting++;
  }
  return typed === 0 ? 0 : contrasting / typed;
}

/** Names as the file has them; blanks become `column 3`, and repeats get ` (2)`. */
export function columnNames(header: Cells | null, width: number): string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, index) => {
    const wanted = header?.[index] ?? `column ${index + 1}`;
    let name = wanted;
    for (let copy = 2; taken.has(name); copy++) name = `${wanted} (${copy})`;
    taken.add(name);
    return name;
  });
}
