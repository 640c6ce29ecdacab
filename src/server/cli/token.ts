import { isKeyScope, keyScopes } from '../../domain/authority/permissions.ts';
import { createApiKey } from '../shops/create-api-key.ts';
import { type Command, WrongUsage } from './command.ts';

const longestLabel = 100;

export const token: Command = {
  summary: 'makes an API key of a shop',
  help: `
regulars token --tenant ID [--label TEXT] [--scope SCOPE]...

Makes an API key for another program and prints {"keyId", "token", "scopes"}. The token is shown this once.

  --tenant      id of the shop
  --label       what the key is for
  --scope       what it may do; can be given several times, all scopes if it is not given:
                ${keyScopes.join(', ')}
`,
  options: {
    tenant: { type: 'string' },
    label: { type: 'string' },
    scope: { type: 'string', multiple: true },
  },
  async run(options, { dependencies }) {
    const wanted = options.texts('scope');
    const unknown = wanted.find((scope) => !isKeyScope(scope));
    if (unknown !== undefined) throw new WrongUsage(`--scope ${unknown} is none of ${keyScopes.join(', ')}.`);
    const label = (options.text('label') ?? 'API key').slice(0, longestLabel);
    const granted = wanted.length > 0 ? wanted.filter(isKeyScope) : keyScopes;
    const key = await createApiKey(dependencies, options.tenant(), label, granted);
    return { answer: { ...key, scopes: granted }, ok: true };
  },
};
