import { defineConfig } from '@playwright/test';
import { browserFlags, findBrowser } from './src/tooling/find-browser.ts';

const browser = await findBrowser();

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './src/tooling/build-app.ts',
  // Each journey has a server, a folder and browsers of its own, so they do not meet; one that changes more than that is @alone.
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // So long may wait what should come at once: a machine that is busy with other things is slow, not wrong.
  timeout: 900_000,
  expect: { timeout: 60_000 },
  // On a shared machine a journey may be held up for seconds; one that passes only the second time is named as flaky.
  retries: process.env.CI ? 1 : 0,
  outputDir: 'test-results/traces',
  reporter: [['list'], ['json', { outputFile: '.cache/journeys.json' }]],
  use: {
    headless: true,
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    viewport: { width: 1280, height: 800 },
    // The film of a trace takes more of the machine than the app; what failed is photographed at its end (e2e/support/journey.ts).
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true, sources: true },
    launchOptions: { ...(browser && { executablePath: browser }), args: browserFlags },
  },
});
