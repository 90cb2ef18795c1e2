import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Measured {
  readonly data: string;
  readonly what: string;
  readonly value: number;
  readonly unit: 's' | 'ms' | 'bytes';
  /** The same work in native DuckDB on one thread, in the same run and unit. */
  readonly native?: number;
  readonly budget?: { readonly value: number; readonly of: 'value' | 'ratio' };
}

/** What could not be measured, and why. */
export interface Failed {
  readonly data: string;
  readonly what: string;
  readonly failure: string;
}

export type Figure = Measured | Failed;

const ratioOf = ({ value, native }: Measured): number | null =>
  native === undefined ? null : value / native;

function verdictOf(figure: Measured): string {
  if (!figure.budget) return '';
  const measured = figure.budget.of === 'ratio' ? ratioOf(figure) : figure.value;
  if (measured === null) return '';
  const limit =
    figure.budget.of === 'ratio'
      ? `${String(figure.budget.value)} x`
      : written(figure.budget.value, figure.unit);
  return `${measured <= figure.budget.value ? 'within' : 'OVER'} ${limit}`;
}

function written(value: number, unit: Measured['unit']): string {
  if (unit === 'bytes') return `${(value / 1e6).toFixed(2)} MB`;
  return unit === 's' ? `${value.toFixed(2)} s` : `${value.toFixed(0)} ms`;
}

function rowOf(figure: Figure): string[] {
  if ('failure' in figure) return [figure.data, figure.what, 'FAILED', '', '', figure.failure];
  return [
    figure.data,
    figure.what,
    written(figure.value, figure.unit),
    figure.native === undefined ? '' : written(figure.native, figure.unit),
    ratioOf(figure)?.toFixed(2) ?? '',
    verdictOf(figure),
  ];
}

export function printReport(figures: readonly Figure[]): void {
  const rows = figures.map(rowOf);
  const head = ['data', 'what', 'browser', 'native', 'ratio', 'budget'];
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  console.log(
    [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n'),
  );
}

/** Writes the figures beside what they were measured on; gives the file's path. */
export function writeReport(
  folder: string,
  figures: readonly Figure[],
  machine: Readonly<Record<string, string>>,
): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${new Date().toISOString().replace(/[:.]/g, '-')}.json`);
  const measured = figures.map((figure) =>
    'failure' in figure ? figure : { ...figure, ratio: ratioOf(figure) },
  );
  writeFileSync(file, `${JSON.stringify({ machine, figures: measured }, null, 2)}\n`);
  return file;
}
