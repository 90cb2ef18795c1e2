/**
 * An error that a merchant can act on. `code` selects the message `error_<code>` in each language;
 * `params` fills it. Survives structured clone as `{ code, params, detail }` (see `toPlain`).
 */
export class TenureError extends Error {
  override readonly name = 'TenureError';

  constructor(
    readonly code: ErrorCode,
    readonly params: Readonly<Record<string, string | number>> = {},
    /** For the developer: the engine's own words, or the SQL. Never the first thing shown. */
    readonly detail?: string,
  ) {
    super(`${code} ${JSON.stringify(params)}${detail ? `: ${detail}` : ''}`);
  }

  toPlain(): PlainError {
    return { code: this.code, params: this.params, detail: this.detail };
  }

  static from(plain: PlainError): TenureError {
    return new TenureError(plain.code, plain.params, plain.detail);
  }
}

export interface PlainError {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly detail?: string | undefined;
}

/** Each code has a message `error_<code>` in `src/i18n/messages/<locale>/errors.json`; a test keeps the two equal. */
export const errorCodes = [
  // engine
  'engine_boot',
  'engine_died',
  'engine_deadline',
  'engine_memory',
  'engine_sql',
  'engine_cancelled',
  'engine_forbidden',
  // files
  'file_empty',
  'file_binary',
  'file_pdf',
  'file_spreadsheet',
  'file_no_rows',
  'file_no_match',
  'file_dates_unreadable',
  'file_amounts_unreadable',
  'file_cut_in_quotes',
  'file_too_many_columns',
  'file_line_too_long',
  'file_same_twice',
  'file_changed',
  'file_vanished',
  'file_rows_unaccounted',
  'file_not_imported',
  'file_gzip_broken',
  // links
  'link_cut',
  'link_altered',
  'link_newer',
  'link_too_large',
  // notebook files
  'notebook_unreadable',
  'notebook_newer',
  // anything else
  'unexpected',
] as const;
export type ErrorCode = (typeof errorCodes)[number];
