const startsFormula = /^[=+\-@\t\r]/;

/**
 * An apostrophe before a text that a spreadsheet would run as a formula: one that starts with = + - @, a tab or a
 * carriage return (OWASP, CSV injection). It changes the text, so it is a choice; numbers are never touched.
 */
export const disarmed = (text: string): string => (startsFormula.test(text) ? `'${text}` : text);

/** A text as a cell of CSV (RFC 4180). */
export function csvText(text: string, guardFormulas: boolean): string {
  const safe = guardFormulas ? disarmed(text) : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
