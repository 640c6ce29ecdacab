import { replaceModules } from './hooks.ts';
import { plant } from './plants.ts';

const args = process.argv.slice(2);
const at = args.indexOf('--plant');
if (at >= 0) plant(args[at + 1] ?? '');
replaceModules();
if (args.includes('--play')) {
  const { playForParent } = await import('./player.ts');
  await playForParent();
} else {
  const { simulate } = await import('./simulate.ts');
  process.exitCode = await simulate(args);
}
