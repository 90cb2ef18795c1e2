/** Finds a Chromium for the browser tests, or installs one, and says which. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/** Chromium's own calls home are switched off: they fail on closed networks and cost seconds. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function onPath(name: string): string | undefined {
  const found = spawnSync('which', [name], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.trim() : undefined;
}

/** The executable's path, or undefined when no Chromium is on this machine. */
export function findChromium(): string | undefined {
  const named = process.env['TENURE_CHROMIUM'];
  if (named) {
    if (!existsSync(named)) throw new Error(`TENURE_CHROMIUM names ${named}, which does not exist`);
    return named;
  }
  for (const name of systemNames) {
    const path = onPath(name);
    if (path) return path;
  }
  const own = chromium.executablePath();
  return existsSync(own) ? own : undefined;
}

/** Installs Chromium through Playwright, else through the system's package manager. */
export function installChromium(): string {
  const playwright = spawnSync('npx', ['playwright', 'install', 'chromium'], {
    stdio: 'inherit',
    timeout: 300_000,
  });
  let path = playwright.status === 0 ? findChromium() : undefined;
  if (path === undefined && onPath('apt-get')) {
    const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
    const apt = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
    for (const step of [
      ['update', '-qq'],
      ['install', '-y', '-qq', 'chromium'],
    ]) {
      const [command, ...args] = [...apt, ...step];
      execFileSync(command ?? 'apt-get', args, { stdio: 'inherit' });
    }
    path = findChromium();
  }
  if (path === undefined) {
    throw new Error(
      'No Chromium found or installed. Set TENURE_CHROMIUM to the path of a Chromium or Chrome.',
    );
  }
  return path;
}
