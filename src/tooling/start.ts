import { spawn } from 'node:child_process';
import ensureBuilt from './build-app.ts';
import { answerHelp } from './help.ts';
import { runUntilEnd } from './run-until-end.ts';

answerHelp(`
npm start [-- [--lan] [--accept-restore]]

Builds the app if that is needed, and serves app and API on PORT (8080 if it is not set). The data is in
REGULARS_DATA_DIR (./data if it is not set), or in PostgreSQL if DATABASE_URL is set. All variables are
explained in .env.example; a file .env with the same lines is read as well.

--lan              for the tablets of the shop's network: serves https by the machine's name, with a certificate
                   that it makes, and shows tablets how to trust it (docs/install.md)
--accept-restore   the data is older than before, and on purpose: start with it (docs/backup.md)
`);

try {
  await ensureBuilt();
  const server = spawn(process.execPath, ['src/server/main.ts', ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exitCode = await runUntilEnd([server]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
