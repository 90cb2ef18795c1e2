/** `npm test`: every check in order. Its last line counts them: `N passed, N failed, N skipped`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, installChromium } from './chromium.ts';

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = path.join(root, '.cache', 'test');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

function heading(text: string): void {
  console.log(`\n=== ${text} ${'='.repeat(Math.max(0, 72 - text.length))}`);
}

function run(command: string, env: Readonly<Record<string, string>> = {}): boolean {
  const result = spawnSync(command, {
    cwd: root,
    shell: true,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return result.status === 0;
}

/** A check that either holds or does not. */
function check(name: string, command: string): Count {
  heading(name);
  const passed = run(command);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/** A test runner that writes its counts; one that fails without a failed test has failed as a whole. */
function tests(
  name: string,
  report: string,
  command: string,
  count: (report: unknown) => Count,
  env: Readonly<Record<string, string>> = {},
): Count {
  heading(name);
  const passed = run(command, env);
  try {
    const counted = count(JSON.parse(readFileSync(path.join(reports, report), 'utf8')));
    const brokenOff = !passed && counted.failed === 0;
    return brokenOff ? { ...counted, failed: 1 } : counted;
  } catch (error) {
    console.error(`No readable report: ${String(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function vitest(project: 'unit' | 'browser', env?: Readonly<Record<string, string>>): Count {
  const report = `${project}.json`;
  return tests(
    `${project} tests`,
    report,
    `npx vitest run --project ${project} --reporter=default --reporter=json --outputFile.json=.cache/test/${report}`,
    (json) => {
      const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = json as Record<
        string,
        number
      >;
      return {
        passed: numPassedTests ?? 0,
        failed: numFailedTests ?? 0,
        skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
      };
    },
    env,
  );
}

function playwright(env: Readonly<Record<string, string>>): Count {
  return tests(
    'end-to-end tests on the built site',
    'e2e.json',
    'npx playwright test --reporter=list,json',
    (json) => {
      const { expected, unexpected, flaky, skipped } = (json as { stats: Record<string, number> }).stats;
      return { passed: (expected ?? 0) + (flaky ?? 0), failed: unexpected ?? 0, skipped: skipped ?? 0 };
    },
    { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(reports, 'e2e.json') },
  );
}

function browser(): string | undefined {
  heading('Chromium');
  try {
    const found = findChromium();
    const executable = found ?? installChromium();
    console.log(`${found === undefined ? 'Installed' : 'Found'} ${executable}`);
    return executable;
  } catch (error) {
    console.error(String(error));
    return undefined;
  }
}

const counts: Count[] = [
  check('messages compile', 'npm run --silent messages'),
  check('format', 'npm run --silent check:format'),
  check('lint', 'npm run --silent check:lint'),
  check('types', 'npm run --silent check:types'),
  check('unused code', 'npm run --silent check:unused'),
  vitest('unit'),
];

const executable = browser();
if (executable === undefined) counts.push({ passed: 0, failed: 1, skipped: 0 });
const env = executable === undefined ? undefined : { TENURE_CHROMIUM: executable };
if (env) counts.push(vitest('browser', env));

const build = check('build', 'npm run --silent build');
counts.push(build);
if (build.failed === 0) {
  counts.push(check('size', 'npm run --silent size'));
  if (env) counts.push(playwright(env));
}

const total = (key: keyof Count) => counts.reduce((sum, count) => sum + count[key], 0);
process.exitCode = total('failed') > 0 || total('passed') === 0 ? 1 : 0;
console.log(
  `\n${String(total('passed'))} passed, ${String(total('failed'))} failed, ${String(total('skipped'))} skipped`,
);
