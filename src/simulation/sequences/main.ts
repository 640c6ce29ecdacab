/**
 * The long form of `sequences.test.ts`: `npm run sequences -- --runs 50000 [--seed N] [--plant NAME]`.
 */
import { registerHooks } from 'node:module';
import { parseArgs } from 'node:util';
import { isSequencePlant, withSequencePlant } from './plants.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    plant: { type: 'string' },
  },
});
const { plant } = values;
if (plant !== undefined) {
  if (!isSequencePlant(plant)) throw new Error(`no such planted fault: ${plant}`);
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.endsWith('.ts') || !loaded.source) return loaded;
      const text = Buffer.from(loaded.source as Uint8Array).toString();
      return { ...loaded, source: withSequencePlant(plant, url, text) };
    },
  });
}
const { playMany } = await import('./play-many.ts');
const { failure, sums } = await playMany(Number(values.runs), Number(values.seed), plant === undefined);
console.log(failure?.text ?? 'every sequence held every rule');
console.log(sums);
if (plant !== undefined)
  console.log(`${plant} was ${failure?.rule ? `caught by ${failure.rule}` : 'not caught'}`);
process.exitCode = (failure === null) === (plant === undefined) ? 0 : 1;
