// What a semicolon may hide in: strings, quoted names, dollar quotes, comments. `E'\''` escapes by backslash.
const hiding =
  /\be'(?:[^'\\]|''|\\[\s\S])*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([a-z_][a-z0-9_]*)?\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|;/gi;
const comments = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|\()+/;

/**
 * The statements of a script. DuckDB runs all but the last of a script in one go, which no cancellation reaches and no
 * other query may interrupt: so each is sent alone.
 */
export function splitStatements(script: string): string[] {
  const statements: string[] = [];
  let start = 0;
  for (const match of script.matchAll(hiding)) {
    if (match[0] !== ';') continue;
    statements.push(script.slice(start, match.index));
    start = match.index + 1;
  }
  statements.push(script.slice(start));
  return statements.filter((statement) => statement.replace(comments, '') !== '');
}

const readingWords = new Set([
  'describe',
  'explain',
  'from',
  'pivot',
  'select',
  'show',
  'summarize',
  'table',
  'unpivot',
  'values',
  'with',
]);

/** Whether a statement begins like one that only reads. See `mayWrite` for what hides deeper. */
export function looksReading(statement: string): boolean {
  const word = /^[a-z]+/i.exec(statement.replace(comments, ''))?.[0];
  return word !== undefined && readingWords.has(word.toLowerCase());
}

/**
 * Whether a statement that begins like a reading one may still write: `WITH ... INSERT`, `EXPLAIN ANALYZE DELETE`.
 * Errs on the side of yes.
 */
export function mayWrite(statement: string): boolean {
  return /\b(?:insert|update|delete|merge|explain)\b/i.test(statement.replace(hiding, ' '));
}
