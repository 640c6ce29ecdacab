import { isPlausibleEmail } from '../../domain/values/email.ts';
import { giveOwnerLogin } from '../shops/owner-login.ts';
import { type Command, WrongUsage } from './command.ts';

export const ownerLogin: Command = {
  summary: 'gives the owner of a shop a new password',
  help: `
regulars owner-login --tenant ID --email ADDRESS

Prints {"ownerEmail", "ownerPassword"}. The password is shown this once; the owner changes it in the app. For a shop that came to
this server without one, or whose owner has forgotten it. What the owner was signed in to ends.

  --tenant      id of the shop, see regulars shops
  --email       with which the owner signs in from now on
`,
  options: { tenant: { type: 'string' }, email: { type: 'string' } },
  async run(options, { dependencies }) {
    const tenantId = options.tenant();
    const email = options.required('email');
    if (!isPlausibleEmail(email)) throw new WrongUsage('--email does not look like an e-mail address.');
    return { answer: await giveOwnerLogin(dependencies, tenantId, email), ok: true };
  },
};
