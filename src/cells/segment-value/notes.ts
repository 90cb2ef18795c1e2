/** What the reader must know of the measure in force. */
import { m } from '../../i18n/locale.svelte';
import { lifetimeName } from '../lifetime';
import type { CellContext, Formatter } from '../kind';
import type { Measure } from './measures';
import type { SegmentValueResult } from './segment-value';
import type { SegmentWorth, WorthView } from './view';

export function notesOf(
  { all, segments }: WorthView,
  { name, hasBasis }: Measure,
  { totals }: SegmentValueResult,
  { hasCosts, outlook }: CellContext,
  format: Formatter,
): string[] {
  const days = format.integer(totals.get('everybody')?.churnDays ?? null);
  const notes: string[] = [];
  if (name === 'clv_1' || name === 'clv_2' || name === 'clv_3') {
    notes.push(m.segment_value_note_identity(), ...lifetimeNotes([all, ...segments], format));
  }
  if (name === 'clv_5') notes.push(m.segment_value_note_observed());
  if (name === 'clv_6' && outlook) {
    const { horizonDays } = outlook.request;
    notes.push(
      horizonDays === null
        ? m.segment_value_note_predicted_ever()
        : m.segment_value_note_predicted({ days: format.integer(horizonDays) }),
    );
  }
  if (name === 'retention') notes.push(m.segment_value_note_retention({ days }));
  if (name === 'frequency') notes.push(m.segment_value_note_frequency({ days }));
  if (name === 'gap') notes.push(m.segment_value_note_gap());
  if (hasBasis && !hasCosts) notes.push(m.cells_reason_no_costs());
  const empty = segments.filter(({ customers }) => customers === 0);
  if (empty.length > 0) {
    const list = new Intl.ListFormat(format.locale).format(
      empty.flatMap(({ segment }) => (segment ? [segment.name()] : [])),
    );
    notes.push(m.segment_value_note_empty({ list }));
  }
  return notes;
}

/** The rule of the lifetime, and in which segments another stands in for it. */
function lifetimeNotes(all: readonly SegmentWorth[], format: Formatter): string[] {
  const replaced = all.filter(({ lifetime, customers }) => customers > 0 && lifetime.fallback !== null);
  const own = all.find(({ lifetime }) => lifetime.fallback === null);
  const rule =
    own === undefined ? [] : [m.segment_value_note_rule({ rule: lifetimeName(own.lifetime.choice) })];
  if (replaced.length === 0) return rule;
  const list = new Intl.ListFormat(format.locale).format(
    replaced.map(({ segment }) => (segment === null ? m.segment_value_all() : segment.name())),
  );
  return [...rule, m.segment_value_note_fallback({ list })];
}
