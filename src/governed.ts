/** A device that cannot keep the app for offline use is not kept from using it. */
const patience = 60_000;

/**
 * Resolves when a worker may be started. A worker obeys the policy of its own script's response; where the host sends
 * none, the service worker adds it, and has to govern the page first.
 */
export async function governed(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) return;
  const response = await fetch(document.baseURI, { method: 'HEAD' });
  if (response.headers.has('content-security-policy')) return;
  await new Promise<void>((resolve) => {
    if (serviceWorker.controller) resolve();
    serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
    setTimeout(resolve, patience);
  });
}
