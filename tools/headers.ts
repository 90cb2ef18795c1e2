/**
 * The security headers, in one place: the preview server, the service worker, `_headers` and the page's `<meta>`
 * take them from here. What each was measured to block stands in the README.
 */
export type Headers = Readonly<Record<string, string>>;

/** Chromium 152 and later: no channel of any kind leaves the origin that sent the response. */
const allowlist = { 'Connection-Allowlist': '(response-origin)' };
const everywhere = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };

/** `styles` are the hashes of the style sheets that figures bring inside their SVG. */
function documentPolicy(styles: readonly string[]): string[] {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    ["style-src 'self'", ...styles.map((hash) => `'${hash}'`)].join(' '),
    "font-src 'self'",
    "manifest-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types app svelte-trusted-html',
  ];
}

/** For hosts that send no headers. `frame-ancestors` has no meaning in a `<meta>`. */
export const metaPolicy = (styles: readonly string[]): string => documentPolicy(styles).join('; ');

export const documentHeaders = (styles: readonly string[]): Headers => ({
  'Content-Security-Policy': [...documentPolicy(styles), "frame-ancestors 'none'"].join('; '),
  ...allowlist,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), payment=()',
  ...everywhere,
});

/**
 * A worker obeys the policy of its own script's response, so every script carries one; a page ignores it.
 */
export const scriptHeaders: Headers = {
  'Content-Security-Policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
  ...allowlist,
  ...everywhere,
};

/** The headers for an address of the site, by its ending. */
export function headersFor(pathname: string, styles: readonly string[]): Headers {
  if (/\.m?js$/.test(pathname)) return scriptHeaders;
  if (/(?:^|\/)(?:[^/.]*|[^/]*\.html)$/.test(pathname)) return documentHeaders(styles);
  return everywhere;
}

/** Files whose name changes with their content are kept for ever, others are asked for again. */
export const cacheControl = (pathname: string): string =>
  /\/assets\/[^/]+$/.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache';

/** The `_headers` file that Netlify, Cloudflare Pages and others read. */
export function headersFile(styles: readonly string[]): string {
  const block = (path: string, headers: Headers) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n');
  return (
    [
      block('/', { ...documentHeaders(styles), 'Cache-Control': cacheControl('/') }),
      block('/index.html', { ...documentHeaders(styles), 'Cache-Control': cacheControl('/index.html') }),
      block('/*.js', scriptHeaders),
      block('/assets/*', { 'Cache-Control': cacheControl('/assets/x'), ...everywhere }),
    ].join('\n\n') + '\n'
  );
}
