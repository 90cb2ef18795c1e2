/** The intervals of all methods side by side. */
import { m } from '../../i18n/locale.svelte';
import { messageFor } from '../../i18n/lookup';
import type { Interval } from '../../models/intervals';
import type { GroupTotals, Uncertainty } from '../../predict/uncertainty';
import { segmentColumn } from '../../summary/build';
import type { CellContext, ColumnFormat } from '../kind';
import type { UncertaintyResult } from './uncertainty';

export interface IntervalRow {
  readonly quantity: string;
  /** Whether what happens is in it too. */
  readonly kind: 'parameters' | 'outcome';
  /** The segment's id; null for all customers, and for parameters. */
  readonly segment: string | null;
  readonly estimate: number | null;
  readonly format: ColumnFormat;
  readonly atOnce: Interval | null;
  /** Null as long as it was not asked for. */
  readonly bootstrap: Interval | null;
  readonly posterior: Interval | null;
}

type Find = (from: Uncertainty) => Interval | null;

/** Parameters with a unit of time; the others are plain numbers. */
const times: readonly string[] = ['alpha', 'beta'];

export function intervalRows(result: UncertaintyResult, { outlook, segments }: CellContext): IntervalRow[] {
  const { atOnce, bootstrap, posterior } = result;
  const report = outlook?.report;
  if (atOnce === null || !report?.converged) return [];
  const intervals = (find: Find) => ({
    atOnce: find(atOnce),
    bootstrap: bootstrap && find(bootstrap),
    posterior: posterior && find(posterior),
  });
  const unit = messageFor('uncertainty_unit', report.timeUnit);
  const parameters = Object.entries(report.parameters).map(([name, estimate]): IntervalRow => ({
    quantity: times.includes(name)
      ? m.uncertainty_parameter({ name, unit })
      : m.uncertainty_parameter_plain({ name }),
    kind: 'parameters',
    segment: null,
    estimate,
    format: 'number',
    ...intervals(({ parameters: all }) => all[name] ?? null),
  }));
  const groupsOf = (group: GroupTotals): IntervalRow[] => {
    const segment = segments.find(({ id }) => segmentColumn(id) === group.group);
    const name = segment?.name() ?? m.uncertainty_all();
    return (['orders', 'clv'] as const).flatMap((what) =>
      (['parameters', 'outcome'] as const).map((kind) => ({
        quantity:
          what === 'orders' ? m.uncertainty_orders({ group: name }) : m.uncertainty_clv({ group: name }),
        kind,
        segment: segment?.id ?? null,
        estimate: group[what].estimate,
        format: what === 'orders' ? ('integer' as const) : ('money' as const),
        ...intervals((from) => from.groups.find((one) => one.group === group.group)?.[what][kind] ?? null),
      })),
    );
  };
  return [...parameters, ...atOnce.groups.filter(({ customers }) => customers > 0).flatMap(groupsOf)];
}
