import { fileURLToPath } from 'node:url';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { engineAsset } from './tools/engine-asset.ts';
import { leanPlot } from './tools/lean-plot.ts';
import { leanSql } from './tools/lean-sql.ts';
import { pwa } from './tools/pwa.ts';
import { secureSite } from './tools/secure-site.ts';
import { styleHashes } from './tools/style-hashes.ts';

/**
 * The engine's client library and Arrow, its wire format, in chunks of their own: the page and the worker each hold the
 * parts that they call, and `npm run size` tells them from our own code by this name.
 */
const engineLibraries = {
  groups: [{ name: 'duckdb-client', test: /node_modules\/(?:@duckdb|apache-arrow|flatbuffers|tslib)\// }],
};

export default defineConfig({
  // Relative, so that one build runs at a domain's root and in any subfolder.
  base: './',
  plugins: [
    // Its open handles keep vitest from ending for ten seconds; `npm run messages` compiles for tests.
    process.env['VITEST']
      ? []
      : paraglideVitePlugin({
          project: './src/i18n/project.inlang',
          outdir: './src/i18n/generated',
          outputStructure: 'locale-modules',
        }),
    svelte(),
    engineAsset(),
    leanPlot(),
    secureSite(),
    pwa(),
  ],
  // For the service worker, which cannot read files.
  define: { __STYLE_HASHES__: JSON.stringify(styleHashes()) },
  // The page decodes Arrow once, for all: see src/filter/decoded.ts.
  resolve: {
    alias: { '@uwdata/flechette': fileURLToPath(new URL('./src/filter/decoded.ts', import.meta.url)) },
  },
  // Found only while a browser test runs, these would make the dev server reload the page under it.
  optimizeDeps: {
    include: [
      '@duckdb/duckdb-wasm',
      'brotli-dec-wasm/web',
      '@lucide/svelte/icons/arrow-down',
      '@lucide/svelte/icons/arrow-up',
      '@lucide/svelte/icons/download',
      '@lucide/svelte/icons/redo-2',
      '@lucide/svelte/icons/undo-2',
      '@lucide/svelte/icons/x',
      '@observablehq/plot',
      '@uwdata/mosaic-core',
      '@uwdata/mosaic-sql',
      'apache-arrow',
      'comlink',
      'hash-wasm',
      'idb',
      'papaparse',
      'valibot',
    ],
  },
  worker: {
    format: 'es',
    plugins: () => [engineAsset(), leanSql()],
    rolldownOptions: {
      output: { codeSplitting: engineLibraries, entryFileNames: 'assets/worker-[name]-[hash].js' },
    },
  },
  build: {
    target: 'es2022',
    sourcemap: false,
    rolldownOptions: { output: { codeSplitting: engineLibraries } },
  },
});
