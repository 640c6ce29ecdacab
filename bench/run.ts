import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerHelp } from '../src/tooling/help.ts';
import { Laboratory } from './laboratory.ts';
import { measureCodec } from './measurements/codec.ts';
import { measureColdStart } from './measurements/cold-start.ts';
import { measureFirstLoad } from './measurements/first-load.ts';
import { measureLoading } from './measurements/loading.ts';
import { measureNetwork } from './measurements/network.ts';
import { measurePush } from './measurements/push.ts';
import { measureReading } from './measurements/reading.ts';
import { measureSaving } from './measurements/saving.ts';
import { measureSearch } from './measurements/search.ts';
import { ensurePeers } from './peers.ts';
import { lineOf, type Result } from './result.ts';

answerHelp(`
npm run bench [-- name…] [--size 0.01|0.1|1] [--json]

Measures the app in a real browser and prints ratios: each operation against something measured in the same
run, in turn with it. Every answer is compared with a plain pass over the sales; a wrong one ends with exit
code 1. A missed budget is printed and fails nothing.

Names (all of them if none is given):
  loading     a new device takes the whole shop in       B1 B2 B3
  network     the same from a server, over HTTP          B1 B2
  reading     timeline and summary of a customer         B4 B5 B6 B7
  saving      a sale, until saved and until shown        B8 B9
  search      finding a customer while typing            B13
  codec       the same with personal fields in the clear E3
  first-load  JavaScript until the till can be used      B16
  cold-start  the app with no server, from cold          B17
  push        what the server takes, on both databases   B18

--size   1 is 100,000 customers, 1,000,000 sales and 3,000,000 lines; 0.1 if it is not set
--json   prints the results as JSON
`);

const measurements: Readonly<Record<string, (lab: Laboratory) => Promise<Result[]>>> = {
  loading: measureLoading,
  network: measureNetwork,
  reading: measureReading,
  saving: measureSaving,
  search: measureSearch,
  codec: measureCodec,
  'first-load': measureFirstLoad,
  'cold-start': measureColdStart,
  push: measurePush,
};

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { size: { type: 'string', default: '0.1' }, json: { type: 'boolean', default: false } },
  });
  const names = positionals.length > 0 ? positionals : Object.keys(measurements);
  const unknown = names.find((name) => !(name in measurements));
  if (unknown !== undefined) {
    console.error(`There is no measurement "${unknown}": ${Object.keys(measurements).join(', ')}.`);
    return 1;
  }
  if (!['0.01', '0.1', '1'].includes(values.size)) {
    console.error(`The size is 0.01, 0.1 or 1, not "${values.size}".`);
    return 1;
  }

  const say = (text: string) => console.error(`· ${text}`);
  await ensurePeers(say);
  const lab = await Laboratory.open(Number(values.size), join(import.meta.dirname, 'results'), say);
  const results: Result[] = [];
  const failed: string[] = [];
  try {
    for (const name of names) {
      try {
        results.push(...((await measurements[name]?.(lab)) ?? []));
      } catch (error) {
        // What the others measured took long and stays.
        failed.push(name);
        console.error(`"${name}" could not be measured:`, error);
      }
    }
  } finally {
    await lab.close();
  }
  if (values.json) console.log(JSON.stringify(results, null, 2));
  else for (const result of results) console.log(lineOf(result));
  return failed.length === 0 && results.every(({ correct }) => correct) ? 0 : 1;
}
