/** Places, flows and choices of the movement cell in words. */
import { m } from '../../i18n/locale.svelte';
import { messageFor } from '../../i18n/lookup';
import type { Formatter } from '../kind';
import type { Span } from './movement';
import type { Family, Place } from './places';
import type { Flow, MovementView } from './view';

const familyNames: Readonly<Record<Family, () => string>> = {
  groups: () => m.movement_family_groups(),
  tiers: () => m.movement_family_tiers(),
  segment: () => m.movement_family_segment(),
};
const familyNotes: Readonly<Record<Family, () => string>> = {
  groups: () => m.movement_note_groups(),
  tiers: () => m.movement_note_tiers(),
  segment: () => m.movement_note_segment(),
};

export const nameOfFamily = (family: Family): string => familyNames[family]();
export const noteOfFamily = (family: Family): string => familyNotes[family]();

export const nameOfSpan = (span: Span): string =>
  span === 'custom' ? m.movement_span_custom() : m.movement_span_months({ months: span });

/** null: not yet a customer. */
export function nameOfPlace(place: Place | null, { segment }: Pick<MovementView, 'segment'>): string {
  if (place === null) return m.movement_newcomers();
  const name = segment?.name() ?? '';
  if (place === 'in') return name;
  if (place === 'out') return m.movement_outside({ segment: name });
  return place === 'unclassified' ? m.movement_unclassified() : messageFor('rfm_group', place);
}

export const customersText = (count: number, format: Formatter): string =>
  m.movement_customers({ count, formatted: format.integer(count) });

/** A flow for its tooltip; the first line names it. */
export function flowLines(flow: Flow, view: MovementView, format: Formatter): string[] {
  const { was, now, customers, before, since, cost } = flow;
  const here = nameOfPlace(now, view);
  const money = (value: number): string => format.money(value);
  return [
    was === now
      ? m.movement_stay({ place: here })
      : m.movement_move({ was: nameOfPlace(was, view), now: here }),
    customersText(customers, format),
    ...(cost === null
      ? [m.movement_spend_new({ since: money(since) })]
      : [
          m.movement_spend({ before: money(before), since: money(since) }),
          cost >= 0 ? m.movement_cost({ money: money(cost) }) : m.movement_gain({ money: money(-cost) }),
        ]),
  ];
}
