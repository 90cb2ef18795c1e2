/** `npm start`: builds the app when its sources are newer than the last build, and serves it with its headers. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveSite } from './site.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');
const preferredPort = 4173;

function newest(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(file)
    .filter((name) => name !== 'generated')
    .map((name) => newest(path.join(file, name)));
  return Math.max(0, ...inside);
}

const sources = ['src', 'workers', 'public', 'tools', 'index.html', 'vite.config.ts', 'package-lock.json'];
const built = newest(path.join(dist, 'index.html'));
if (!existsSync(dist) || sources.some((source) => newest(path.join(root, source)) > built)) {
  const build = spawnSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit', shell: true });
  if (build.status !== 0) process.exit(build.status ?? 1);
}

const port = Number(process.env['PORT'] ?? preferredPort);
const site = await serveSite(dist, { port }).catch((error: unknown) => {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  return serveSite(dist);
});
console.log(`\n  Tenure runs at ${site.address}\n  Ctrl+C stops it.\n`);
