import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Switches that keep a headless Chromium quiet and let it run as root and without a graphics card. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const usualCommands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const usualFolders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];
const usualFiles = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Where the browser for tests is: `CHROMIUM_PATH`, else the system's, else Playwright's own. */
export async function findBrowser(): Promise<string | undefined> {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) return isProgram(wanted) ? wanted : undefined;
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...usualFolders];
  const commands = folders.flatMap((folder) => usualCommands.map((command) => join(folder, command)));
  return [...commands, ...usualFiles].find(isProgram) ?? (await playwrightsOwn());
}

/** As `findBrowser`, and installs Chromium where that is possible; throws one sentence where it is not. */
export async function ensureBrowser(): Promise<string> {
  const found = await findBrowser();
  if (found) return found;
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) throw new Error(`CHROMIUM_PATH names ${wanted}, which is not a program that can be run.`);
  if (process.getuid?.() === 0 && isProgram('/usr/bin/apt-get')) {
    console.log('No Chromium found: installing it with apt-get.');
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium');
    const installed = await findBrowser();
    if (installed) return installed;
  }
  throw new Error('No Chromium or Chrome found: install one, or put its path into CHROMIUM_PATH.');
}

function apt(...words: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['-qq', ...words], { stdio: ['ignore', 'ignore', 'inherit'], env });
}

async function playwrightsOwn(): Promise<string | undefined> {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return isProgram(path) ? path : undefined;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
