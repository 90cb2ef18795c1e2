/** Why a customer is thought to stay or to have left, as a code with its numbers: from the summary's own columns. */
import { m } from '../i18n/locale.svelte';

export interface ReasonFacts {
  readonly orders: number;
  readonly recencyDays: number;
  /** Between the customer's own orders; null for fewer than two. */
  readonly medianGapDays: number | null;
  /** Days without an order that count as lost in this shop; null when nobody ordered twice. */
  readonly lostAfterDays: number | null;
}

/** Days are whole but for medians. */
export type Reason =
  | {
      readonly code: 'once_recent' | 'once_silent';
      readonly recency: number;
      readonly lostAfter: number | null;
    }
  | { readonly code: 'on_time' | 'overdue' | 'silent'; readonly recency: number; readonly gap: number };

/** Silence longer than this many usual gaps is out of rhythm, and longer than that many tells of leaving. */
const [late, long] = [1.5, 3];

export function reasonOf({ orders, recencyDays, medianGapDays, lostAfterDays }: ReasonFacts): Reason {
  if (orders < 2 || medianGapDays === null) {
    const isSilent = lostAfterDays !== null && recencyDays > lostAfterDays;
    return { code: isSilent ? 'once_silent' : 'once_recent', recency: recencyDays, lostAfter: lostAfterDays };
  }
  const gaps = recencyDays / Math.max(1, medianGapDays);
  const code = gaps > long ? 'silent' : gaps > late ? 'overdue' : 'on_time';
  return { code, recency: recencyDays, gap: medianGapDays };
}

/** One sentence. @param days writes a number of days */
export function reasonText(reason: Reason, days: (value: number) => string): string {
  switch (reason.code) {
    case 'once_recent':
      return m.summary_reason_once_recent({ recency: days(reason.recency) });
    case 'once_silent':
      return m.summary_reason_once_silent({
        recency: days(reason.recency),
        lost: days(reason.lostAfter ?? 0),
      });
    case 'on_time':
      return m.summary_reason_on_time({ gap: days(reason.gap), recency: days(reason.recency) });
    case 'overdue':
      return m.summary_reason_overdue({ gap: days(reason.gap), recency: days(reason.recency) });
    case 'silent':
      return m.summary_reason_silent({ gap: days(reason.gap), recency: days(reason.recency) });
  }
}
