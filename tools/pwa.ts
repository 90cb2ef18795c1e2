import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** The web app manifest and the service worker, which precaches the whole product with its compressed engine. */
export function pwa(): Plugin[] {
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'workers',
    filename: 'service-worker.ts',
    // The page registers it, under its Trusted Types policy.
    injectRegister: null,
    // The patterns below name the icons already.
    includeManifestIcons: false,
    injectManifest: {
      rollupFormat: 'iife',
      globPatterns: ['**/*.{html,js,css,svg,png,bin,csv,gz}'],
      globIgnores: ['screenshots/**', 'service-worker.js'],
      maximumFileSizeToCacheInBytes: 12 * 2 ** 20,
    },
    manifest: {
      id: './',
      name: 'Tenure',
      short_name: 'Tenure',
      description:
        'Drop your shop’s order files and read what each customer is worth. Nothing is uploaded: it all happens in your browser.',
      lang: 'en',
      dir: 'ltr',
      start_url: '.',
      scope: '.',
      display: 'standalone',
      theme_color: '#fdfcf9',
      background_color: '#fdfcf9',
      categories: ['business', 'finance', 'productivity'],
      icons: [
        { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
        { src: 'icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        { src: 'icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      ],
      screenshots: [
        {
          src: 'screenshots/wide-light.png',
          sizes: '1280x800',
          type: 'image/png',
          form_factor: 'wide',
          label: 'Customer lifetime value and cohorts of the sample shop',
        },
        {
          src: 'screenshots/narrow-light.png',
          sizes: '390x844',
          type: 'image/png',
          form_factor: 'narrow',
          label: 'The same report on a phone',
        },
      ],
      shortcuts: [
        {
          name: 'Open a file',
          url: '.?action=open',
          icons: [{ src: 'icons/icon-192.png', sizes: '192x192' }],
        },
        {
          name: 'Try the sample shop',
          url: '.?action=sample',
          icons: [{ src: 'icons/icon-192.png', sizes: '192x192' }],
        },
      ],
      file_handlers: [
        {
          action: '.',
          accept: {
            'text/csv': ['.csv'],
            'text/tab-separated-values': ['.tsv'],
            'text/plain': ['.txt'],
            'application/gzip': ['.gz'],
          },
        },
      ],
    },
  }) as Plugin[];
}
