import { readFile } from 'node:fs/promises';
import { handIn } from '../sync/hand-in.ts';
import type { Command } from './command.ts';

export const handInCommand: Command = {
  summary: 'takes what a device could not send from the file that it saved',
  help: `
regulars hand-in --tenant ID --file FILE

Takes the changes in a file that a device has saved in its sync centre, and prints {"taken", "repeated", "attention"}: how many
came by it, how many were there already, and how many of all need attention. Taking a file twice adds nothing.

  --tenant      id of the shop, as create-tenant printed it
  --file        the file; only this shop's server can open it
`,
  options: { tenant: { type: 'string' }, file: { type: 'string' } },
  async run(options, { dependencies, tell }) {
    const file = new Uint8Array(await readFile(options.required('file')));
    const report = (error: unknown) => tell(String(error));
    const answer = await handIn(dependencies, options.tenant(), file, report);
    return { answer, ok: answer.attention === 0 };
  },
};
