/**
 * `npm run bench`, `npm run bench -- --large`: builds the app and measures it in Chromium beside native DuckDB in the
 * same run. Figures move with the machine; ratios and budgets are what to read.
 */
import { spawnSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import type * as Measure from './measure';
import { printReport, writeReport } from './report';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = path.join(root, '.cache', 'bench');
const large = process.argv.includes('--large');

const build = spawnSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit', shell: true });
if (build.status !== 0) process.exit(build.status ?? 1);

// Vite reads the cells as the build does: their SQL is imported as text.
const vite = await createServer({ root, server: { middlewareMode: true, watch: null }, logLevel: 'warn' });
const { measure } = (await vite.ssrLoadModule('/test/bench/measure.ts')) as typeof Measure;
const figures = await measure(path.join(root, 'dist'), cache, large);
await vite.close();

const machine = {
  cpu: `${String(cpus().length)} x ${cpus()[0]?.model ?? 'unknown'}`,
  memory: `${(totalmem() / 2 ** 30).toFixed(0)} GB`,
  node: process.version,
};
console.log(`\n${machine.cpu}, ${machine.memory}, Node ${machine.node}\n`);
printReport(figures);
console.log(`\nWritten to ${path.relative(root, writeReport(cache, figures, machine))}`);
