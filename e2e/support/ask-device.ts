/** Asks a tablet past its screens: code that is built here runs in the page, beside the app. */
import type { Page } from '@playwright/test';
import { build } from 'vite';
import type { DeviceChain } from './device-chain.ts';
import type { DeviceFigures } from './device-figures.ts';

/** A file of this folder whose exports the page can be given. */
type PageScript = 'device-chain' | 'device-digest' | 'device-figures' | 'device-hand';

const builtScripts = new Map<PageScript, Promise<string>>();

async function buildForPage(script: PageScript): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: { entry: `${import.meta.dirname}/${script}.ts`, formats: ['iife'], name: 'device' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('Nothing was built.');
  return output.output[0].code;
}

function builtForPage(script: PageScript): Promise<string> {
  const code = builtScripts.get(script) ?? buildForPage(script);
  builtScripts.set(script, code);
  return code;
}

/** Whether the page ends before this does: what a page that has ended was asked is sometimes never answered. */
async function unlessItEnds<T>(page: Page, asking: Promise<T>): Promise<T> {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const end = () => reject(new Error('The tab has ended.'));
  page.on('crash', end);
  page.on('close', end);
  try {
    return await Promise.race([asking, ended]);
  } finally {
    page.off('crash', end);
    page.off('close', end);
  }
}

async function evaluate(page: Page, expression: string): Promise<unknown> {
  const asking = async () => {
    const session = await page.context().newCDPSession(page);
    const answer = await session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    // The tab may end now; it has answered.
    await session.detach().catch(() => undefined);
    return answer;
  };
  const { result, exceptionDetails } = await unlessItEnds(page, asking());
  if (exceptionDetails)
    throw new PageFailed(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

/** What ran in the page threw; any other error is one of reaching the page. */
export class PageFailed extends Error {}

/** Gives the page the exports of a file, until it is loaded anew. */
export async function giveToPage(page: Page, script: PageScript): Promise<void> {
  const code = await builtForPage(script);
  await evaluate(page, `globalThis['${script}'] = (() => { ${code}; return device; })(); null`);
}

/** Calls one of the functions that the page was given; arguments and answer are plain values. */
export function callInPage(
  page: Page,
  script: PageScript,
  name: string,
  ...args: readonly unknown[]
): Promise<unknown> {
  return evaluate(page, `globalThis['${script}'][${JSON.stringify(name)}](...${JSON.stringify(args)})`);
}

export async function figuresOf(page: Page): Promise<DeviceFigures> {
  await giveToPage(page, 'device-figures');
  return (await callInPage(page, 'device-figures', 'deviceFigures')) as DeviceFigures;
}

export async function chainOf(page: Page): Promise<DeviceChain> {
  await giveToPage(page, 'device-chain');
  return (await callInPage(page, 'device-chain', 'deviceChain')) as DeviceChain;
}
