import { scriptUrl } from './engine/trusted-types';
import { m } from './i18n/locale.svelte';
import type { Toasts } from './ui/toasts.svelte';

/** Keeps the app on the device. A new version is offered, never forced; "ready to work offline" is said once. */
export async function registerServiceWorker(toasts: Toasts): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const isUpdate = serviceWorker.controller !== null;

  const offer = (worker: ServiceWorker): void => {
    toasts.say(() => m.shell_update_ready(), {
      label: () => m.shell_reload(),
      run: () => {
        serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
        worker.postMessage({ type: 'SKIP_WAITING' });
      },
    });
  };
  const follow = (worker: ServiceWorker, isNewer: boolean): void => {
    worker.addEventListener('statechange', () => {
      if (worker.state !== 'installed') return;
      if (isNewer) offer(worker);
      else toasts.say(() => m.shell_offline_ready());
    });
  };

  const script = new URL('service-worker.js', document.baseURI).href;
  const registration = await serviceWorker.register(scriptUrl(script));
  if (registration.waiting && isUpdate) offer(registration.waiting);
  if (registration.installing) follow(registration.installing, isUpdate);
  registration.addEventListener('updatefound', () => {
    // A worker that replaces another is newer, though the first one came with this very visit.
    if (registration.installing) follow(registration.installing, registration.active !== null);
  });
}
