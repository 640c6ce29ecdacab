import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import packageFile from './package.json' with { type: 'json' };
import { appPlugins } from './src/tooling/app-plugins.ts';
import { precompress } from './src/tooling/precompress.ts';

const server = `http://127.0.0.1:${process.env.PORT ?? '8080'}`;

export default defineConfig({
  define: { 'import.meta.env.VITE_BUILD': JSON.stringify(packageFile.version) },
  plugins: [
    appPlugins(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/client',
      filename: 'sw.ts',
      injectRegister: false,
      injectManifest: { globPatterns: ['**/*.{js,css,html,svg,png,woff2,wasm}'] },
      manifest: {
        name: 'Regulars',
        short_name: 'Regulars',
        description: 'Customers, purchases and till of your shop, with or without a network',
        id: '/',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        theme_color: '#0F5EA8',
        background_color: '#F6F7F9',
        icons: [
          { src: '/icons/192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
    precompress(),
  ],
  build: { outDir: 'dist', target: 'es2023' },
  worker: { format: 'es' },
  server: {
    proxy: { '/api': server, '/health': server, '/ready': server, '/address': server },
  },
});
