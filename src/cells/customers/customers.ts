import * as v from 'valibot';
import { m } from '../../i18n/locale.svelte';
import { numberOf, onlyRow } from '../arrow';
import type { CellKind, CellValue, Formatter, Params, TableTwin } from '../kind';
import { wallClock } from '../../i18n/numbers';
import { isUsual, type TableColumn } from './columns';
import sql from './customers.sql?raw';
import type { CustomerRow } from './rows.svelte';

// Besides the sorting: `show_net: false` hides a usual column, `show_margin: true` shows another.
const params: v.GenericSchema<unknown, CustomersParams> = v.objectWithRest(
  { sort: v.optional(v.string(), 'net'), descending: v.optional(v.boolean(), true) },
  v.boolean(),
);
export type CustomersParams = Params & { readonly sort: string; readonly descending: boolean };

export interface Totals {
  /** Under the filter. */
  readonly customers: number;
  /** Those of them that the search finds. */
  readonly found: number;
  readonly net: number;
  /** The best tenth. */
  readonly best: number;
  readonly bestNet: number;
}

export interface CustomersResult {
  readonly customers: number;
  /** Customers with a value, by column of the summary. */
  readonly known: ReadonlyMap<string, number>;
  /** What the table shows: its columns, its first rows and its totals; null until they are there. */
  readonly shown: {
    readonly columns: readonly TableColumn[];
    readonly rows: readonly CustomerRow[];
    readonly totals: Totals;
  } | null;
}

const prefix = 'known_';

export const isShown = (column: string, chosen: Readonly<Record<string, unknown>>): boolean => {
  const choice = chosen[`show_${column}`];
  return typeof choice === 'boolean' ? choice : isUsual(column);
};

export const customersKind: CellKind<CustomersParams, CustomersResult> = {
  kind: 'customers',
  title: () => m.customers_title(),
  params,
  controls: [],
  missing: () => null,
  isLive: true,
  sql,
  bind: () => ({}),
  read: (table) => {
    const row = onlyRow(table);
    const names = Object.keys(row).filter((name) => name.startsWith(prefix));
    return {
      customers: numberOf(row, 'all_customers') ?? 0,
      known: new Map(names.map((name) => [name.slice(prefix.length), numberOf(row, name) ?? 0])),
      shown: null,
    };
  },
  empty: ({ customers }) => (customers === 0 ? m.cells_no_customers() : null),
  finding: ({ customers, shown }, _params, _context, format) =>
    shown === null ? '' : findingOf(customers, shown.totals, format),
  table: ({ shown }) => twinOf(shown),
};

function findingOf(all: number, { customers, net, best, bestNet }: Totals, format: Formatter): string {
  const values = {
    count: customers,
    customers: format.integer(customers),
    all: format.integer(all),
    net: format.money(net),
    best: format.integer(best),
    share: format.percent(net > 0 ? bestNet / net : null),
  };
  if (customers === 0) return m.customers_finding_none(values);
  return customers === all ? m.customers_finding_all(values) : m.customers_finding(values);
}

/** The first rows as they are sorted; the rest is in the export. */
function twinOf(shown: CustomersResult['shown']): TableTwin {
  const columns = shown?.columns ?? [];
  return {
    columns: columns.map(({ name, kind, label }) => ({
      key: name,
      label,
      format: kind === 'score' ? 'integer' : kind === 'boolean' ? 'text' : kind,
    })),
    rows: (shown?.rows ?? []).map((row) => ({
      values: Object.fromEntries(columns.map((column) => [column.name, twinValue(row[column.name], column)])),
    })),
  };
}

function twinValue(value: unknown, { kind }: TableColumn): CellValue {
  if (typeof value === 'boolean') return value ? m.customers_yes() : m.customers_no();
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  return kind === 'date' ? wallClock(value) : kind === 'text' ? value : Number(value);
}
