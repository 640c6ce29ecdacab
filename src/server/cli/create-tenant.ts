import { RequestRefused } from '../request-refused.ts';
import { createShop } from '../shops/create-shop.ts';
import type { Command } from './command.ts';

export const createTenant: Command = {
  summary: 'makes a new shop',
  help: `
regulars create-tenant --name NAME --currency GBP --time-zone Europe/London [--email OWNER]

Makes a shop with its first location and its owner. Prints
  {"tenantId", "locationId", "ownerEmail", "ownerPassword", "apiToken"}
The password and the token are shown this once. The token is an API key with every scope, valid until it is revoked.

  --name        name of the shop, shown on receipts
  --currency    ISO 4217 code
  --time-zone   IANA name of the zone in which the shop stands
  --email       e-mail address with which the owner signs in; made up if it is not given
`,
  options: {
    name: { type: 'string' },
    currency: { type: 'string' },
    'time-zone': { type: 'string' },
    email: { type: 'string' },
  },
  async run(options, { dependencies }) {
    const email = options.text('email');
    const made = await createShop(dependencies, {
      name: options.required('name'),
      currency: options.required('currency'),
      timeZone: options.required('time-zone'),
      ...(email !== undefined && { ownerEmail: email }),
    });
    if (!made.ok) throw new RequestRefused(made.refusals);
    return { answer: made.shop, ok: true };
  },
};
