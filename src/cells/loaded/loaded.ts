import * as v from 'valibot';
import { messageFor } from '../../i18n/lookup';
import { m } from '../../i18n/locale.svelte';
import type { BridgeStep } from '../../import/types';
import { countOf, numberOf, rowsOf, textOf } from '../arrow';
import type { CellKind, Formatter, TableTwin, TwinRow } from '../kind';
import { statements, type Statement } from './bridge';
import sql from './loaded.sql?raw';

const params = v.object({});

export type LoadedParams = v.InferOutput<typeof params>;

export interface Loaded {
  /** Rows of all files. */
  readonly rows: number;
  /** Rows that a rule leaves out or that cannot be read. */
  readonly apart: number;
  readonly orders: number;
  readonly customers: number;
  readonly statements: readonly Statement[];
}

export const loadedKind: CellKind<LoadedParams, Loaded> = {
  kind: 'loaded',
  title: () => m.ledger_title(),
  params,
  controls: [],
  missing: () => null,
  sql,
  bind: () => ({}),
  read: (table) => {
    const rows = rowsOf(table);
    const [totals] = rows;
    if (totals === undefined) throw new TypeError('The result has no row');
    const steps = rows.flatMap((row): BridgeStep[] => {
      const step = textOf(row, 'step');
      if (step === null) return [];
      return [
        {
          step,
          currency: textOf(row, 'currency'),
          rows: numberOf(row, 'rows'),
          orders: numberOf(row, 'orders'),
          amount: countOf(row, 'amount'),
        },
      ];
    });
    return {
      rows: countOf(totals, 'file_rows'),
      apart: countOf(totals, 'rows_apart'),
      orders: countOf(totals, 'orders_kept'),
      customers: countOf(totals, 'customers'),
      statements: statements(steps),
    };
  },
  // Files without a single order still have rows to account for.
  empty: () => null,
  finding: (loaded, _params, _context, format) => findingOf(loaded, format),
  table: ({ statements: all }) => twinOf(all),
};

function findingOf({ rows, apart, orders, customers }: Loaded, format: Formatter): string {
  const files = { count: rows, rows: m.intake_rows({ count: rows, formatted: format.integer(rows) }) };
  if (orders === 0) return m.ledger_finding_no_orders(files);
  return m.ledger_finding({
    ...files,
    orders: m.shell_orders({ count: orders, formatted: format.integer(orders) }),
    customers: m.key_figures_n_customers({ count: customers, formatted: format.integer(customers) }),
    rest:
      apart === 0
        ? m.ledger_finding_all()
        : m.ledger_finding_apart({ count: apart, formatted: format.integer(apart) }),
  });
}

/** Amounts are plain numbers beside their currency: the notebook's own would be wrong for the others. */
function twinOf(all: readonly Statement[]): TableTwin {
  return {
    columns: [
      { key: 'currency', label: m.ledger_bridge_currency(), format: 'text' },
      { key: 'step', label: m.ledger_bridge_step(), format: 'text' },
      { key: 'rows', label: m.ledger_rows(), format: 'integer' },
      { key: 'orders', label: m.ledger_bridge_orders(), format: 'integer' },
      { key: 'amount', label: m.ledger_bridge_amount(), format: 'number' },
    ],
    rows: all.flatMap(({ currency, rows, difference }): TwinRow[] => {
      const name = currency ?? m.ledger_no_currency();
      return [
        ...rows.map(({ step, rows: count, orders, amount }) => ({
          values: {
            currency: name,
            step: messageFor('ledger_step', step),
            // Absent, not unknown: a discount has no rows of its own.
            ...(count !== null && { rows: count }),
            ...(orders !== null && { orders }),
            amount,
          },
        })),
        { values: { currency: name, step: m.ledger_bridge_difference(), amount: difference } },
      ];
    }),
  };
}
