import { spawn } from 'node:child_process';
import { answerHelp } from './help.ts';
import { runUntilEnd } from './run-until-end.ts';

answerHelp(`
npm run dev

For work on the code: the app with hot reload on http://localhost:5173, and the server, restarted at every
change, on PORT (8080 if it is not set). Takes the same variables as npm start.
`);

const run = (...words: string[]) => spawn(process.execPath, words, { stdio: 'inherit' });
process.exitCode = await runUntilEnd([
  run('--watch', '--watch-preserve-output', 'src/server/main.ts'),
  run('node_modules/vite/bin/vite.js'),
]);
