import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { appPlugins } from './src/tooling/app-plugins.ts';
import { browserFlags, findBrowser } from './src/tooling/find-browser.ts';

const browser = await findBrowser();
const launchOptions = { ...(browser && { executablePath: browser }), args: browserFlags };

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [appPlugins()],
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'bench/*.test.ts'],
          exclude: ['src/**/*.browser.test.ts', 'src/**/*.browser.test.tsx'],
          environment: 'node',
          // A machine that is busy with other things is slow, not wrong.
          testTimeout: 30_000,
          globalSetup: ['src/tooling/postgres-for-tests.ts'],
        },
      },
      {
        plugins: [appPlugins()],
        // Found only while a test runs, these would reload the page under it, and React would be there twice.
        optimizeDeps: {
          include: [
            '@lingui/core',
            '@noble/hashes/sha2.js',
            '@noble/hashes/utils.js',
            '@tanstack/react-query',
            '@tanstack/react-virtual',
            'dexie',
            'fast-check',
            'react',
            'react-dom/client',
            'react/jsx-dev-runtime',
            'react/jsx-runtime',
            'zod/mini',
          ],
        },
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.ts', 'src/**/*.browser.test.tsx'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
