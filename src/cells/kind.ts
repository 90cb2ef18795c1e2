import type { Table } from 'apache-arrow';
import type { Component } from 'svelte';
import type * as v from 'valibot';
import type { Outlook } from '../predict/foretell';
import type { Models } from '../predict/protocol';
import type { Scope } from '../schema/scope';
import type { Segment } from '../segments/segment';
import type { Row, SqlValue } from '../schema/database';
import type { Derivation } from '../summary/build';

/** An attribute of a customer's first order. */
export type Dimension = 'country' | 'channel' | 'product' | 'coupon';

/** What a cell may know of its surroundings when it asks and when it speaks. */
export interface CellContext {
  readonly scope: Scope;
  /** Name of the loaded data, as captions of downloads say it. */
  readonly dataset: string;
  /** Changes whenever the tables change, so that the same SQL runs anew. */
  readonly revision: number;
  /** Right edge of what was observed: the last order's wall clock (kept in UTC) unless the user set another. */
  readonly asOf: Date;
  readonly from: Date;
  readonly hasCosts: boolean;
  /** Which first-order attributes the data has, for "cohorts by". */
  readonly dimensions: readonly Dimension[];
  /** Named sets of customers; each is a column of the customer summary. */
  readonly segments: readonly Segment[];
  /** What the models make of the orders; null as long as none has been fitted to them. */
  readonly outlook: Outlook | null;
}

export type Params = Record<string, unknown>;

interface ControlBase<P> {
  readonly name: keyof P & string;
  readonly label: () => string;
  /** Shown only when this holds; always, when absent. */
  when?(params: P, context: CellContext): boolean;
}

export interface ChoiceControl<P> extends ControlBase<P> {
  readonly type: 'choice';
  options(params: P, context: CellContext): readonly { readonly value: string; readonly label: string }[];
  /** The option in force, where the parameter leaves it open or the data does not allow it. */
  current?(params: P, context: CellContext): string;
  /** What the parameter becomes with an option, where it is no text. */
  toParam?(option: string): unknown;
}

/** A number; with `automatic`, an empty field means null: the cell derives the value from the data. */
export interface NumberControl<P> extends ControlBase<P> {
  readonly type: 'number';
  readonly unit: () => string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The field shows the parameter times this: 100 where a share is entered in %. The limits are the field's. */
  readonly factor?: number;
  readonly automatic?: boolean;
}

/** A parameter as a control: labels are messages, called when drawn so that the language can change. */
export type Control<P> = ChoiceControl<P> | NumberControl<P>;

export type ColumnFormat = 'text' | 'integer' | 'number' | 'money' | 'percent' | 'date' | 'days' | 'years';

/** null is unknown, and is never shown as 0. */
export type CellValue = string | number | Date | null;

export interface Column {
  readonly key: string;
  readonly label: string;
  readonly format: ColumnFormat;
}

/** The table beside a figure: the same numbers, for readers, screen readers and the CSV download. */
export interface TableTwin {
  readonly columns: readonly Column[];
  /** `format` of a row, where its values differ in kind from their column's. */
  readonly rows: readonly TwinRow[];
}

export interface TwinRow {
  /** By column key. A column that does not apply to the row is absent, which is not the same as unknown. */
  readonly values: Readonly<Record<string, CellValue>>;
  readonly format?: Readonly<Record<string, ColumnFormat>>;
}

/** How to write numbers: locale and currency of the notebook. Unknown (null) is an em dash. */
export interface Formatter {
  readonly locale: string;
  money(value: number | null, options?: { compact?: boolean }): string;
  integer(value: number | null): string;
  number(value: number | null, digits?: number): string;
  /** `value` is a share: 0.5 is written 50 %. */
  percent(value: number | null, digits?: number): string;
  date(value: Date | null): string;
  format(value: CellValue, format: ColumnFormat): string;
}

/** What a cell may ask that one statement cannot answer; all of it ends with the signal that it is asked under. */
export interface Asking {
  /** The kind's own statement, bound. */
  readonly sql: string;
  /** The result of one statement that reads, as Arrow IPC stream bytes: what the models take. */
  bytes(sql: string): Promise<Uint8Array>;
  rows(sql: string): Promise<readonly Row[]>;
  readonly models: Models;
}

/** Work that takes its time, so that it is done on a button only; its result takes the place of the one shown. */
export interface Errand<P, Result> {
  readonly id: string;
  readonly label: () => string;
  run(asking: Asking, result: Result, params: P, context: CellContext): Promise<Result>;
}

/**
 * A kind of cell. Adding one is adding a folder with this object, its `.sql` and its figure, and naming it in `index.ts`.
 * `P` comes from a valibot schema in which every entry has a default; `Result` is what `read` makes of the Arrow table.
 */
export interface CellKind<P extends Params, Result> {
  readonly kind: string;
  /** The question the cell answers, as its heading. */
  readonly title: () => string;
  readonly params: v.GenericSchema<unknown, P>;
  readonly controls: readonly Control<P>[];
  /** Message that says what to add when the data for this cell is missing; null when it can be answered. */
  missing(context: CellContext): string | null;
  /**
   * Its figure follows the filter by itself, move by move: the statement runs unfiltered, and the sentence, the table
   * and the files say what the figure reports.
   */
  readonly isLive?: boolean;
  /** The `.sql` file's text, with `$name` parameters and the scope relations. */
  readonly sql: string;
  bind(params: P, context: CellContext): Readonly<Record<string, SqlValue>>;
  read(table: Table, params: P, context: CellContext): Result;
  /**
   * Tables that the statement starts from beside the customer summary, for what takes too long to be asked at each change
   * of the filter. They are of the whole shop: the filter does not reach them. Names differ with the parameters.
   */
  derives?(params: P, context: CellContext): readonly Derivation[];
  /**
   * For a cell that asks the models: it answers in place of running the statement and reading its table, when the cell
   * comes near the window, and anew when the statement or any value of `bind` changes. It is of all customers: no
   * filter reaches it.
   */
  answer?(asking: Asking, params: P, context: CellContext): Promise<Result>;
  readonly errands?: readonly Errand<P, Result>[];
  /** Message that says why there is nothing to show; null when there is. */
  empty(result: Result, context: CellContext): string | null;
  /** One sentence with its number. */
  finding(result: Result, params: P, context: CellContext, format: Formatter): string;
  table(result: Result, params: P, context: CellContext, format: Formatter): TableTwin;
  /** The values in force for parameters that are null, as their controls show them. */
  automatic?(result: Result): Readonly<Partial<Record<keyof P & string, number | null>>>;
}

export interface FigureProps<P, Result> {
  readonly result: Result;
  readonly params: P;
  readonly context: CellContext;
  readonly format: Formatter;
  /** Keeps changed parameters in the notebook, as a control does. */
  onParams(params: P): void;
  /** For a live kind's figure: what it shows now, and the statements that it ran. */
  report(shown: LiveReport<Result>): void;
}

export interface LiveReport<Result> {
  readonly result: Result;
  readonly sql: string;
}

/** A kind with its figure, of whatever parameters and result. */
export interface AnyCell extends CellKind<Params, unknown> {
  readonly Figure: Component<FigureProps<Params, unknown>>;
}

/** Ties a kind to its figure and forgets their types, so that a list can hold every kind. */
export function registerCell<P extends Params, Result>(
  kind: CellKind<P, Result>,
  Figure: Component<FigureProps<P, Result>>,
): AnyCell {
  // The frame hands a kind only what that kind's own `params` and `read` made, so the forgotten types still agree.
  return { ...kind, Figure } as unknown as AnyCell;
}
