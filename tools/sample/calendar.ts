/** The sample shop's two years. Its wall clock is kept in the UTC fields of a Date, so that no machine's zone shifts it. */
const opening = Date.UTC(2024, 9, 1);
const closing = Date.UTC(2026, 9, 1);
const dayLength = 86_400_000;

export const daysOfShop = (closing - opening) / dayLength;

export const monthsOfShop: readonly Date[] = Array.from(
  { length: 24 },
  (_, index) => new Date(Date.UTC(2024, 9 + index, 1)),
);

export const addDays = (days: number): Date => new Date(opening + days * dayLength);

/** A month's first day, counted from the shop's opening, and its length. */
export function monthOf(month: Date): { first: number; days: number } {
  const next = Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1);
  return { first: (month.getTime() - opening) / dayLength, days: (next - month.getTime()) / dayLength };
}

export const isoDate = (date: Date): string => date.toISOString().slice(0, 10);
export const isoDateTime = (date: Date): string => date.toISOString().slice(0, 19);
