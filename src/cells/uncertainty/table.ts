import { m } from '../../i18n/locale.svelte';
import type { CellContext, CellValue, Column, TableTwin } from '../kind';
import { intervalRows } from './rows';
import type { UncertaintyResult } from './uncertainty';

const methods = ['atOnce', 'bootstrap', 'posterior'] as const;
const nameOf = {
  atOnce: () => m.uncertainty_column_at_once(),
  bootstrap: () => m.uncertainty_column_bootstrap(),
  posterior: () => m.uncertainty_column_posterior(),
};

/** All intervals, of all customers and of each segment; a method that was not run is unknown. */
export const uncertaintyTable = (result: UncertaintyResult, context: CellContext): TableTwin => ({
  columns: [
    { key: 'quantity', label: m.uncertainty_column_quantity(), format: 'text' },
    { key: 'kind', label: m.uncertainty_column_kind(), format: 'text' },
    { key: 'estimate', label: m.uncertainty_column_estimate(), format: 'number' },
    ...methods.flatMap((method): Column[] => [
      {
        key: `${method}Low`,
        label: m.uncertainty_column_low({ method: nameOf[method]() }),
        format: 'number',
      },
      {
        key: `${method}High`,
        label: m.uncertainty_column_high({ method: nameOf[method]() }),
        format: 'number',
      },
    ]),
  ],
  rows: intervalRows(result, context).map((row) => {
    const values: Record<string, CellValue> = {
      quantity: row.quantity,
      kind: row.kind === 'parameters' ? m.uncertainty_kind_parameters() : m.uncertainty_kind_outcome(),
      estimate: row.estimate,
    };
    const keys = ['estimate'];
    for (const method of methods) {
      values[`${method}Low`] = row[method]?.low ?? null;
      values[`${method}High`] = row[method]?.high ?? null;
      keys.push(`${method}Low`, `${method}High`);
    }
    return { values, format: Object.fromEntries(keys.map((key) => [key, row.format])) };
  }),
});
