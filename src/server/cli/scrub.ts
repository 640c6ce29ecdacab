import { type WipedFiles, wipeErased } from '../backup/wiped-erasures.ts';
import { openConfiguredEngine } from '../storage/open-configured.ts';
import { openStorage } from '../storage/sql-storage.ts';
import type { PlaceCommand } from './command.ts';

const sentences: Readonly<Record<WipedFiles['state'], string>> = {
  nothing_to_do: 'Nobody was erased since it was last done.',
  wiped: 'No file of the database holds anything of the people who were erased.',
  in_use: 'The database is in use; nothing was done. Try again when less is going on.',
  log_kept:
    'The tables are written anew, but older files of the write-ahead log are kept, by somebody who reads, a replica or a setting. Try again later.',
  not_permitted:
    'The tables are written anew. To write over the write-ahead log the user of the database needs: grant pg_checkpoint, pg_monitor to that user.',
};

export const scrub: PlaceCommand = {
  summary: 'writes the files of the database anew, so that nothing of erased people is left in them',
  help: `
regulars scrub

What is deleted from a database lies on in its files for a while. Where people were erased since this was last done, it writes
the files anew and empties the write-ahead log, after which certificates say since when nothing is left. Prints
  {"state", "erasures"}
and ends with 1 where it could not. The server calls it each night after the backup. It works beside a running server, which
can save nothing while it goes on; tablets keep what they have and send it afterwards.
`,
  options: {},
  worksOn: 'place',
  async run(_options, { config, tell }) {
    const engine = openConfiguredEngine(config, 'command');
    const storage = await openStorage(engine);
    try {
      const wiped = await wipeErased(engine, storage, config.dataFolder, Date.now);
      tell(sentences[wiped.state]);
      return { answer: wiped, ok: wiped.state === 'wiped' || wiped.state === 'nothing_to_do' };
    } finally {
      await storage.close();
    }
  },
};
