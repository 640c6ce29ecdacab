import { recoveryState } from '../sync/recovery-state.ts';
import type { Command } from './command.ts';

export const recovery: Command = {
  summary: 'tells which devices have brought back what a restored server lacked',
  help: `
regulars recovery --tenant ID [--end]

After a restore the shop is "recovering" until every device has offered what it knows. Prints
  {"recovering", "restoredAt", "missing": [{"id", "name"}]}
where "missing" are the devices that have not reported.

  --tenant    id of the shop
  --end       ends it: the missing devices are not waited for. One that comes back later is still heard
`,
  options: { tenant: { type: 'string' }, end: { type: 'boolean' } },
  async run(options, { dependencies: { storage, clock } }) {
    const tenantId = options.tenant();
    if (options.isSet('end')) await storage.write(tenantId, (writer) => writer.rescue.end(clock()));
    const { recovering, restoredAt, missing } = await storage.read(tenantId, recoveryState);
    const answer = {
      recovering,
      restoredAt: restoredAt === null ? null : new Date(restoredAt).toISOString(),
      missing: missing.map(({ id, name }) => ({ id, name })),
    };
    return { answer, ok: true };
  },
};
