/**
 * The page's only Trusted Types policy, named in the `trusted-types` directive of its Content-Security-Policy.
 * Scripts for workers may come from our own origin and nowhere else.
 */
const policy = globalThis.window?.trustedTypes?.createPolicy('app', {
  createScriptURL(url) {
    if (new URL(url, location.href).origin !== location.origin) throw new TypeError(`Not our script: ${url}`);
    return url;
  },
});

/**
 * A script address that `new Worker` and `serviceWorker.register` accept under Trusted Types.
 * The DOM's types still ask for a string where browsers take a `TrustedScriptURL`.
 */
export function scriptUrl(url: string): string {
  return policy ? (policy.createScriptURL(url) as unknown as string) : url;
}
