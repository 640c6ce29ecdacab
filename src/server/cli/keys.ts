import type { ApiKey } from '../../domain/model/shop.ts';
import { revokeApiKey } from '../shops/revoke-api-key.ts';
import { type Command, WrongUsage } from './command.ts';

const day = (time: number): string => new Date(time).toISOString();

const shown = ({ id, label, scopes, createdAt, revokedAt }: ApiKey) => ({
  keyId: id,
  label,
  scopes,
  createdAt: day(createdAt),
  revokedAt: revokedAt === undefined ? null : day(revokedAt),
});

export const keys: Command = {
  summary: 'lists the API keys of a shop',
  help: `
regulars keys --tenant ID

Prints {"keys": [{"keyId", "label", "scopes", "createdAt", "revokedAt"}]}. Tokens are not kept, so none is shown.

  --tenant      id of the shop
`,
  options: { tenant: { type: 'string' } },
  async run(options, { dependencies: { storage } }) {
    const all = await storage.read(options.tenant(), (reader) => reader.all('apiKey'));
    return { answer: { keys: all.map(shown) }, ok: true };
  },
};

export const revokeKey: Command = {
  summary: 'takes an API key back',
  help: `
regulars revoke-key --tenant ID --key ID

From then on requests with its token are refused. Prints the key as the command keys does.

  --tenant      id of the shop
  --key         id of the key (keyId)
`,
  options: { tenant: { type: 'string' }, key: { type: 'string' } },
  async run(options, { dependencies }) {
    const keyId = options.required('key');
    const key = await revokeApiKey(dependencies, options.tenant(), keyId);
    if (!key) throw new WrongUsage(`--key ${keyId} is no key of this shop; see regulars keys.`);
    return { answer: shown(key), ok: true };
  },
};
