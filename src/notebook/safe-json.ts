const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

function rebuild(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rebuild);
  if (value === null || typeof value !== 'object') return value;
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [key, entry] of Object.entries(value)) {
    if (forbidden.has(key)) throw new SyntaxError(`Forbidden key ${key}`);
    copy[key] = rebuild(entry);
  }
  return copy;
}

/**
 * JSON from a stranger: objects come back without a prototype.
 * @throws SyntaxError on text that is no JSON, and on a key that could reach a prototype
 */
export const parseUntrusted = (text: string): unknown => rebuild(JSON.parse(text));
