import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { appPlugins } from './src/tooling/app-plugins.ts';
import { browserFlags, findBrowser } from './src/tooling/find-browser.ts';

const browser = await findBrowser();
const launchOptions = { ...(browser && { executablePath: browser }), args: browserFlags };

const inBrowser = ['src/**/*.browser.test.ts', 'src/**/*.browser.test.tsx'];
/** These put doubles in the place of what a browser or a library gives. */
const withDevice = [
  'src/client/**/*.test.ts',
  'src/client/**/*.test.tsx',
  'src/simulation/*.test.ts',
  'src/server/auth/come-back.test.ts',
];

const inNode = {
  include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'bench/*.test.ts'],
  environment: 'node',
  // A machine that is busy with other things is slow, not wrong.
  testTimeout: 30_000,
  hookTimeout: 120_000,
  globalSetup: ['src/tooling/postgres-for-tests.ts'],
};

export default defineConfig({
  test: {
    // By default one processor is left to whoever watches.
    maxWorkers: '100%',
    projects: [
      {
        plugins: [appPlugins()],
        test: {
          ...inNode,
          name: 'unit',
          exclude: [...inBrowser, ...withDevice],
          // None of them changes what the others stand on, so a process loads the program once for all its files.
          isolate: false,
        },
      },
      {
        plugins: [appPlugins()],
        test: {
          ...inNode,
          name: 'device',
          include: withDevice,
          exclude: inBrowser,
        },
      },
      {
        plugins: [appPlugins()],
        // Found only while a test runs, these would reload the page under it, and React would be there twice.
        optimizeDeps: {
          include: [
            '@lingui/core',
            '@noble/ciphers/chacha.js',
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
          include: inBrowser,
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
