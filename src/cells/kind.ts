import type { Table } from 'apache-arrow';
import type * as v from 'valibot';
import type { Scope } from '../schema/scope';
import type { SqlValue } from '../schema/database';

/** What a cell may know of its surroundings when it asks and when it speaks. */
export interface CellContext {
  readonly scope: Scope;
  /** Right edge of what was observed: the last order's wall clock unless the user set another. */
  readonly asOf: Date;
  readonly from: Date;
  readonly hasCosts: boolean;
  /** Which first-order attributes the data has, for "cohorts by". */
  readonly dimensions: readonly ('country' | 'channel' | 'product' | 'coupon')[];
}

/** A parameter as a control: label and option labels are messages, called when drawn so that the language can change. */
export type Control<Params> =
  | {
      readonly type: 'choice';
      readonly name: keyof Params & string;
      readonly label: () => string;
      readonly options: (context: CellContext) => readonly { value: string; label: () => string }[];
    }
  | {
      readonly type: 'number';
      readonly name: keyof Params & string;
      readonly label: () => string;
      readonly unit: () => string;
      readonly min: number;
      readonly max: number;
      readonly step: number;
    };

export type ColumnFormat = 'text' | 'integer' | 'number' | 'money' | 'percent' | 'date' | 'days' | 'years';

/** The table beside a figure: the same numbers, for readers, screen readers and the CSV download. */
export interface TableTwin {
  readonly columns: readonly {
    readonly key: string;
    readonly label: string;
    readonly format: ColumnFormat;
  }[];
  /** null is unknown, and is never shown as 0. */
  readonly rows: readonly Readonly<Record<string, string | number | Date | null>>[];
}

/** How to write numbers: locale and currency of the notebook. */
export interface Formatter {
  readonly locale: string;
  money(value: number | null, options?: { compact?: boolean }): string;
  integer(value: number | null): string;
  number(value: number | null, digits?: number): string;
  percent(value: number | null, digits?: number): string;
  date(value: Date | null): string;
  format(value: string | number | Date | null, format: ColumnFormat): string;
}

/**
 * A kind of cell. Adding one is adding a folder with this object, its `.sql` and its figure, and naming it in `index.ts`.
 * `Params` come from a valibot schema in which every entry has a default; `Result` is what `read` makes of the Arrow table.
 */
export interface CellKind<Params extends Record<string, unknown>, Result> {
  readonly kind: string;
  /** The question the cell answers, as its heading. */
  readonly title: () => string;
  readonly params: v.GenericSchema<unknown, Params>;
  readonly controls: readonly Control<Params>[];
  /** Message that says what to add when the data for this cell is missing; null when it can be answered. */
  readonly missing: (context: CellContext) => string | null;
  /** The `.sql` file's text, with `$name` parameters and the scope relations. */
  readonly sql: string;
  readonly bind: (params: Params, context: CellContext) => Readonly<Record<string, SqlValue>>;
  readonly read: (table: Table, params: Params, context: CellContext) => Result;
  /** One sentence with its number. */
  readonly finding: (result: Result, params: Params, context: CellContext, format: Formatter) => string;
  readonly table: (result: Result, params: Params, context: CellContext, format: Formatter) => TableTwin;
}
