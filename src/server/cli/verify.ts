import type { Command } from './command.ts';

/** Enough to see what is wrong; a fault that touches everything needs no longer list. */
const listedAtMost = 1000;

export const verify: Command = {
  summary: 'recomputes all derived data of a shop from its sales',
  help: `
regulars verify --tenant ID

Recomputes every figure, index and sum of the shop from its documents and compares it with what is stored. Prints
  {"sales", "customers", "differenceCount", "differences": [{"table", "id", "field"}]}
and ends with 1 if anything differs. Works beside a running server.

  --tenant      id of the shop
`,
  options: { tenant: { type: 'string' } },
  async run(options, { dependencies, tell }) {
    const { sales, customers, differences } = await dependencies.storage.read(options.tenant(), (reader) =>
      reader.verify(),
    );
    const count = differences.length;
    tell(count === 0 ? 'No difference was found.' : `${count} differences were found.`);
    return {
      answer: {
        sales,
        customers,
        differenceCount: count,
        differences: differences.slice(0, listedAtMost),
      },
      ok: count === 0,
    };
  },
};
