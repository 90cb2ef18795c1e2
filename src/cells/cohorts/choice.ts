/** How the cells of the cohort figures select customers in the whole notebook. */
import type { Choice } from '../../figures/drawing';
import { isShareable, type Clause } from '../../filter/clause';
import type { CrossFilter } from '../../filter/cross-filter.svelte';
import { selectsPoint, togglePoint } from '../../filter/points';
import type { Dimension } from '../kind';
import type { CohortRow, CohortView } from './view';

/** Where the customer summary holds an attribute of the first order. */
const columnOf: Readonly<Record<Dimension, string>> = {
  country: 'country',
  channel: 'first_channel',
  product: 'first_product',
  coupon: 'first_coupon',
};

/** What choosing the cell of a row at an age does; nothing where nobody is in it. */
export type ChoiceOf = (row: CohortRow, age: number) => Choice;

const same = (a: Clause | null, b: Clause): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * By period a cell selects those of a cohort who ordered at that age; by an attribute, all of its group.
 * @param held the clause of `source`
 */
export function choicesIn(
  filter: CrossFilter,
  source: string,
  held: Clause | null,
  view: CohortView,
): ChoiceOf {
  return (row, age) => {
    if (row.start) {
      if (!row.cells[age]?.totals.customers) return {};
      const start = row.start.toISOString().slice(0, 10);
      const clause: Clause = { type: 'cohort', source, period: view.period, start, age };
      const chosen = same(held, clause);
      return { chosen, choose: () => (chosen ? filter.clear(source) : filter.set(clause)) };
    }
    // The smaller groups together are no value of the attribute.
    if (view.by === 'period' || !row.group || row.group.others > 0) return {};
    const [columns, point] = [[columnOf[view.by]], [row.group.label]];
    const isNameable = isShareable({ type: 'points', source, columns, values: [point] });
    return isNameable
      ? {
          chosen: selectsPoint(held, columns, point),
          choose: () => togglePoint(filter, source, columns, point),
        }
      : {};
  };
}
