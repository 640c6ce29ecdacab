/** Asks a tablet for its figures: the code that reads them is built here and runs in the page, past the app. */
import type { Page } from '@playwright/test';
import { build } from 'vite';
import type { DeviceFigures } from './device-figures.ts';

async function builtForPage(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: { entry: `${import.meta.dirname}/device-figures.ts`, formats: ['iife'], name: 'device' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('Nothing was built.');
  return output.output[0].code;
}

export async function figuresOf(page: Page): Promise<DeviceFigures> {
  const session = await page.context().newCDPSession(page);
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: `(() => { ${await builtForPage()}; return device.deviceFigures(); })()`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as DeviceFigures;
}
