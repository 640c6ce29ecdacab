/** B16: what a browser that has never seen the app loads until the till can be used. */
import { gzipSync } from 'node:zlib';
import { AppServer } from '../app-server.ts';
import { budgets } from '../budgets.ts';
import { loadUnderApp } from '../installed-app.ts';
import { type Laboratory, smallSize } from '../laboratory.ts';
import { noteStart } from '../pages/until-usable.ts';
import { type Result, resultOf } from '../result.ts';

const kilobyte = 1000;

export async function measureFirstLoad(lab: Laboratory): Promise<Result[]> {
  await lab.filesOf(smallSize);
  const server = await AppServer.start(lab.folder);
  try {
    const profile = await lab.freshProfile();
    await loadUnderApp(lab, profile, server, smallSize);
    const page = await profile.newPage();
    await page.addInitScript(noteStart, 'nobody is called this');
    const scripts: Promise<{ path: string; bytes: number }>[] = [];
    page.on('response', (response) => {
      const path = new URL(response.url()).pathname;
      if (!path.endsWith('.js')) return;
      scripts.push(response.body().then((body) => ({ path, bytes: gzipSync(body, { level: 9 }).length })));
    });
    await page.goto(`${server.address}/sell`);
    await page.waitForFunction(() => startMarks.till !== undefined);
    const loaded = await Promise.all(scripts);
    await profile.remove();
    for (const { path, bytes } of loaded.sort((a, b) => b.bytes - a.bytes).slice(0, 8)) {
      lab.say(`${(bytes / kilobyte).toFixed(1)} kB ${path}`);
    }
    const bytes = loaded.reduce((sum, script) => sum + script.bytes, 0);
    const samples = { operation: [bytes], denominator: [kilobyte], unit: 'bytes' };
    return [resultOf(budgets.firstLoad, smallSize, samples, [])];
  } finally {
    await server.stop();
  }
}
