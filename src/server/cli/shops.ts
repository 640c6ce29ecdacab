import type { Command } from './command.ts';

export const shops: Command = {
  summary: 'lists the shops of this server',
  help: `
regulars shops

Prints {"shops": [{"tenantId", "name", "devices"}]}: the id that other commands ask for, and how many devices are in use.
`,
  options: {},
  async run(_options, { dependencies: { storage } }) {
    const positions = await storage.positions();
    const all = await Promise.all(
      positions.map(({ tenantId }) =>
        storage.read(tenantId, async (reader) => {
          const devices = (await reader.all('device')).filter(({ revokedAt }) => revokedAt === undefined);
          return { tenantId, name: (await reader.settings())?.shopName, devices: devices.length };
        }),
      ),
    );
    // A connect-code waits in a shop of its own, which has no name.
    return { answer: { shops: all.filter(({ name }) => name !== undefined) }, ok: true };
  },
};
