import { defineConfig } from '@playwright/test';
import { browserFlags, findBrowser } from './src/tooling/find-browser.ts';

const browser = await findBrowser();

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './src/tooling/build-app.ts',
  workers: 1,
  forbidOnly: true,
  timeout: 60_000,
  // On a shared machine a journey may be held up for seconds; one that passes only the second time is named as flaky.
  retries: process.env.CI ? 1 : 0,
  outputDir: 'test-results/traces',
  reporter: [['list'], ['json', { outputFile: '.cache/journeys.json' }]],
  use: {
    headless: true,
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    launchOptions: { ...(browser && { executablePath: browser }), args: browserFlags },
  },
});
