/** The moves as the flow draws them, and the sizes as curves. */
import type { CurvesOptions } from '../../figures/curves';
import type { Choice } from '../../figures/drawing';
import type { FlowOptions, FlowTone } from '../../figures/flow';
import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import type { Place } from './places';
import { costliestOf, type End, type Flow, type MovementView } from './view';
import { customersText, flowLines, nameOfPlace } from './words';

/** How the customers who are in a place now are chosen, and whether they are. */
export type ChoiceOf = (place: Place) => Choice;

/** Only a move can tell that the customers spend less or more: who stays is where they were. */
function toneOf({ was, now, cost }: Flow): FlowTone {
  if (cost === null || was === now) return 'quiet';
  return cost > 0 ? 'loss' : 'gain';
}

export function flowOf(view: MovementView, format: Formatter, width: number, pick: ChoiceOf): FlowOptions {
  const endOf = ({ place, customers }: End, date: Date): FlowOptions['from'][number] => {
    const label = nameOfPlace(place, view);
    return {
      label,
      size: customers,
      count: format.integer(customers),
      lines: [m.movement_end({ place: label, date: format.date(date) }), customersText(customers, format)],
    };
  };
  return {
    width,
    heads: { from: format.date(view.then), to: format.date(view.asOf) },
    from: view.before.map((end) => endOf(end, view.then)),
    to: view.now.map((end) => ({ ...endOf(end, view.asOf), ...(end.place !== null && pick(end.place)) })),
    bands: view.flows.map((flow) => ({
      from: view.before.findIndex(({ place }) => place === flow.was),
      to: view.now.findIndex(({ place }) => place === flow.now),
      size: flow.customers,
      tone: toneOf(flow),
      lines: [...flowLines(flow, view, format), m.movement_selects({ place: nameOfPlace(flow.now, view) })],
      choose: pick(flow.now).choose,
    })),
  };
}

/** The sizes by months before the as-of date; the segment, or the place that the costliest move went to, stands out. */
export function sizesOf(view: MovementView, format: Formatter, width: number): CurvesOptions {
  const emphasized = view.segment ? 'in' : (costliestOf(view)?.now ?? view.sizes[0]?.place);
  const monthOf = (date: Date): number => date.getUTCFullYear() * 12 + date.getUTCMonth();
  return {
    width,
    curves: view.sizes.map(({ place, counts }) => ({
      label: nameOfPlace(place, view),
      emphasis: place === emphasized,
      points: view.dates.map((date, index) => ({
        x: monthOf(date) - monthOf(view.asOf),
        y: counts[index] ?? 0,
        lines: [nameOfPlace(place, view), format.date(date), customersText(counts[index] ?? 0, format)],
      })),
    })),
    xLabel: m.movement_axis_months({ date: format.date(view.asOf) }),
    yLabel: m.movement_column_customers(),
    yFormat: (value) => format.integer(value),
  };
}
