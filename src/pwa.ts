import { scriptUrl } from './engine/trusted-types';
import { m } from './i18n/locale.svelte';
import type { Toasts } from './ui/toasts.svelte';

/** Keeps the app on the device. A new version is offered, never forced; "ready to work offline" is said once. */
export async function registerServiceWorker(toasts: Toasts): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { Workbox } = await import('workbox-window');
  const script = new URL('service-worker.js', document.baseURI).href;
  const workbox = new Workbox(scriptUrl(script));
  workbox.addEventListener('installed', ({ isUpdate }) => {
    if (!isUpdate) toasts.say(() => m.shell_offline_ready());
  });
  workbox.addEventListener('waiting', () => {
    toasts.say(() => m.shell_update_ready(), {
      label: () => m.shell_reload(),
      run: () => {
        workbox.addEventListener('controlling', () => location.reload());
        workbox.messageSkipWaiting();
      },
    });
  });
  await workbox.register();
}
