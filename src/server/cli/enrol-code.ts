import { createEnrolCode } from '../shops/create-enrol-code.ts';
import type { Command } from './command.ts';

export const enrolCode: Command = {
  summary: 'prints a one-time code with which a device joins a shop',
  help: `
regulars enrol-code --tenant ID [--location ID]

Prints {"code", "expiresAt"}. The code is typed on the device, works once and for an hour.

  --tenant      id of the shop, see regulars shops
  --location    id of the location where the device will stand; the shop's first one if it is not given
`,
  options: { tenant: { type: 'string' }, location: { type: 'string' } },
  async run(options, { dependencies }) {
    const { code, expiresAt } = await createEnrolCode(
      dependencies,
      options.tenant(),
      options.text('location'),
    );
    return { answer: { code, expiresAt: new Date(expiresAt).toISOString() }, ok: true };
  },
};
