import { TenureError } from '../../src/schema/errors';

/** What DuckDB says of a refusal under `errors_as_json`. */
export interface DuckDBError {
  readonly type: string;
  readonly message: string;
  /** Characters into the statement. */
  readonly position: number | undefined;
  readonly candidates: readonly string[];
}

function parseObject(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads an error's text. Refusals that are not JSON (the bindings' own) come back as type `''`. */
export function parseDuckDBError(text: string): DuckDBError {
  const fields = parseObject(text);
  if (fields === undefined) return { type: '', message: text, position: undefined, candidates: [] };
  const message = asText(fields['exception_message']);
  // A parser error carries the whole error once more as its message.
  if (parseObject(message) !== undefined) return parseDuckDBError(message);
  const position = Number.parseInt(asText(fields['position']), 10);
  return {
    type: asText(fields['exception_type']),
    message,
    position: Number.isNaN(position) ? undefined : position,
    candidates: asText(fields['candidates'])
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  };
}

/** After one of these every later query fails too: only a new worker helps. */
const fatal =
  /memory access out of bounds|table index is out of bounds|function signature mismatch|indirect call to null|unreachable|Aborted\(/i;
const outOfMemory = /bad_alloc|out of memory|cannot enlarge memory|invalid array buffer length/i;
const locked =
  /configuration has been locked|read-only (?:transaction|mode)|disabled (?:by|through) configuration/i;

function fromDuckDB(error: Error): TenureError {
  const { type, message } = parseDuckDBError(error.message);
  const detail = error.message;
  if (error.name === 'RuntimeError' || type === 'FATAL' || (type === '' && fatal.test(message))) {
    return new TenureError('engine_died', {}, detail);
  }
  if (type === 'Out of Memory' || (type === '' && outOfMemory.test(message))) {
    return new TenureError('engine_memory', {}, detail);
  }
  if (message === 'query was canceled' || type === 'INTERRUPT') return new TenureError('engine_cancelled');
  if (type === 'Permission' || locked.test(message)) return new TenureError('engine_forbidden', {}, detail);
  return new TenureError('engine_sql', { message: message.split('\n\n')[0] ?? message }, detail);
}

/** Any refusal as one that a person can act on. */
export function toTenureError(error: unknown): TenureError {
  if (error instanceof TenureError) return error;
  if (!(error instanceof Error)) return new TenureError('unexpected', {}, String(error));
  if (error.name === 'AbortError') return new TenureError('engine_cancelled');
  return fromDuckDB(error);
}
