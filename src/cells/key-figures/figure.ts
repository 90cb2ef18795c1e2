/** One key figure: a value with its unit, formula, n, and the reason when it is unknown. */
import { m } from '../../i18n/locale.svelte';
import type { Interval } from '../../models/intervals';
import type { ColumnFormat } from '../kind';
import type { Known } from '../lifetime';

export interface KeyFigure {
  readonly key: string;
  readonly label: string;
  readonly value: number | null;
  readonly format: ColumnFormat;
  readonly unit: string | null;
  readonly formula: string;
  /** What was counted, in words. */
  readonly n: string | null;
  readonly count: number | null;
  readonly interval: Interval | null;
  /** Why the value is unknown. */
  readonly reason: string | null;
}

type Draft = Pick<KeyFigure, 'key' | 'label' | 'format' | 'formula'> &
  Partial<Omit<KeyFigure, 'value' | 'reason'>> & { readonly known: Known };

export const figure = ({ known, ...draft }: Draft): KeyFigure => ({
  unit: null,
  n: null,
  count: null,
  interval: null,
  ...draft,
  value: known.value,
  reason: known.value === null ? known.reason : null,
});

export const over = (part: number | null, whole: number): Known =>
  part === null || whole <= 0 ? { value: null, reason: m.cells_reason_no_data() } : { value: part / whole };
