import { describe, expect, test } from 'vitest';
import { cacheControl, headersFile, headersFor, metaPolicy } from '../../../tools/headers';

const styles = ['sha256-abc='];
const policyOf = (path: string) => headersFor(path, styles)['Content-Security-Policy'] ?? '';

describe('headers by address', () => {
  test.each(['/', '/index.html', '/some/folder/', '/some/folder/index.html'])('%s is a document', (path) => {
    expect(policyOf(path)).toContain("require-trusted-types-for 'script'");
    expect(policyOf(path)).toContain("'sha256-abc='");
    expect(policyOf(path)).not.toContain('unsafe');
    expect(headersFor(path, styles)['Cross-Origin-Opener-Policy']).toBe('same-origin');
  });

  test.each(['/service-worker.js', '/assets/engine-x1.js', '/some/folder/theme.js'])(
    '%s is a script',
    (path) => {
      expect(policyOf(path)).toBe(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
      );
    },
  );

  test.each(['/', '/assets/engine-x1.js'])('%s may reach its own origin only', (path) => {
    expect(headersFor(path, styles)['Connection-Allowlist']).toBe('(response-origin)');
  });

  test.each(['/sample/orders.csv.gz', '/assets/duckdb.bin', '/icons/icon.svg'])(
    '%s is plain data',
    (path) => {
      expect(policyOf(path)).toBe('');
      expect(headersFor(path, styles)['X-Content-Type-Options']).toBe('nosniff');
    },
  );
});

test('a page without headers carries the policy, less what a <meta> cannot say', () => {
  expect(metaPolicy(styles)).not.toContain('frame-ancestors');
  expect(policyOf('/').startsWith(metaPolicy(styles))).toBe(true);
});

test('the hosts’ file covers the page, the scripts and the assets', () => {
  const lines = headersFile(styles).split('\n');
  expect(lines.filter((line) => line.startsWith('/'))).toEqual(['/', '/index.html', '/*.js', '/assets/*']);
  expect(lines.filter((line) => line.includes('Connection-Allowlist'))).toHaveLength(3);
});

test('only files named by their content are kept without asking', () => {
  expect(cacheControl('/assets/index-Ab1.js')).toContain('immutable');
  expect(cacheControl('/service-worker.js')).toBe('no-cache');
  expect(cacheControl('/')).toBe('no-cache');
});
