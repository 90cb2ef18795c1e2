import type { Plugin } from 'vite';
import { headersFile, metaPolicy } from './headers.ts';
import { siteHandler } from './site.ts';
import { styleHashes } from './style-hashes.ts';

/**
 * Puts the site's headers where hosts look for them: a `<meta>` in the page, a `_headers` file, and the preview
 * server. The development server has none: Vite's own styles and reloading would be refused.
 */
export function secureSite(): Plugin {
  let outDir = 'dist';
  return {
    name: 'tenure:secure-site',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, context) {
        if (context.server) return [];
        const content = metaPolicy(styleHashes());
        // It must stand before anything that it governs.
        return [
          {
            tag: 'meta',
            attrs: { 'http-equiv': 'Content-Security-Policy', content },
            injectTo: 'head-prepend',
          },
        ];
      },
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile(styleHashes()) });
    },
    configurePreviewServer(server) {
      server.middlewares.use(siteHandler(outDir));
    },
  };
}
