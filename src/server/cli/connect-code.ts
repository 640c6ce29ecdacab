import { createConnectCode } from '../auth/connect-shop.ts';
import type { Command } from './command.ts';

export const connectCode: Command = {
  summary: 'prints a one-time code with which a shop that lives on a tablet comes to this server',
  help: `
regulars connect-code

Prints {"code", "expiresAt"}. The code is typed in the settings of the tablet, works once and for an hour. The shop comes with
everything in it and keeps its id; its owner says there with which e-mail address and password to sign in. Other tablets join it
afterwards from the app, or with an enrol-code.
`,
  options: {},
  async run(_options, { dependencies }) {
    const { code, expiresAt } = await createConnectCode(dependencies);
    return { answer: { code, expiresAt: new Date(expiresAt).toISOString() }, ok: true };
  },
};
