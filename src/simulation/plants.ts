/**
 * Planted faults: the program with one of its promises broken. Each must be caught, or the simulation proves nothing. All but one
 * are changes of the program's own text as it is read; a text that is no longer there ends the run.
 */

interface Change {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** By name: what is broken. */
export const plants = {
  /** The feed skips what was committed after a later position; see `late-commits.ts`. */
  'sequence-cursor': [],
  /** An answer goes out although its commit failed. */
  'early-answer': [
    {
      file: 'src/server/storage/sql-storage.ts',
      find: 'if (!(error instanceof NothingWritten)) throw error;',
      put: 'if (!(error instanceof NothingWritten) && !answer) throw error;',
    },
  ],
  /** A refused change is put before nobody. */
  'dropped-refusal': [
    {
      file: 'src/server/sync/apply-entry.ts',
      find: 'await raiseAttention(writer, { ...refused, ...result.refusal }, context);',
      put: '',
    },
  ],
  /** A device writes how far it is before it writes the rows. */
  'cursor-first': [
    {
      file: 'src/client/replica/apply-feed.ts',
      find: `  await changeReplica(replica, async (change) => {
    const { feed } = change.state;`,
      put: `  const { feed } = await changeReplica(replica, async ({ state }) => state);
  if (part.completeV > feed.v) {
    await changeReplica(replica, async (change) => change.advance({ feed: { ...feed, v: part.completeV } }));
  }
  await changeReplica(replica, async (change) => {`,
    },
  ],
  /** The feed shows the documents of all shops of the server. */
  'leaky-feed': [
    {
      file: 'src/server/storage/feed.ts',
      find: `.selectFrom('sale')
    .where('tenant_id', '=', tenantId)`,
      put: `.selectFrom('sale')`,
    },
  ],
  /** A device goes on with what it was shown before it was limited. */
  'former-scope': [
    {
      file: 'src/client/replica/apply-feed.ts',
      find: 'state.feed.epoch === part.epoch && scopeVersion(state) === scopeVersion(part)',
      put: 'state.feed.epoch === part.epoch',
    },
  ],
  /** What tabs have copied is not read back where the log is lost. */
  'forgotten-copies': [
    {
      file: 'src/client/outbox/fact-copy.ts',
      find: 'const lost = copied.filter(({ id }) => !known.has(id) && known.add(id));',
      put: 'const lost = copied.filter(({ id }) => known.has(id) && !known.has(id));',
    },
  ],
  /** What the log holds is applied last first. */
  'drain-backwards': [
    {
      file: 'src/client/replica/drain.ts',
      find: 'for (const entry of due) await applyEntry',
      put: 'for (const entry of due.toReversed()) await applyEntry',
    },
  ],
  /** An own sale that comes back is counted once more. */
  'echo-twice': [
    {
      file: 'src/client/replica/replica-store.ts',
      find: 'if (missing.length === 0) return [];',
      put: '',
    },
    {
      file: 'src/client/replica/replica-store.ts',
      find: 'return missing.map(({ sale }) => sale);',
      put: 'return sales.map(({ sale }) => sale);',
    },
  ],
  /** As it was before the simulation found it: outcomes are looked up among unsent entries only. */
  'forgotten-retained': [
    {
      file: 'src/client/replica/apply-feed.ts',
      find: '[...retained, ...entries].map',
      put: 'entries.map',
    },
  ],
  /** As it was before the simulation found it: issues raised here stay, though the server has raised none. */
  'own-issues-stay': [
    {
      file: 'src/client/replica/apply-feed.ts',
      find: 'if (isOwnShown) await dropOwnIssues(replica, change.effects, sorted.sales);',
      put: '',
    },
  ],
} as const satisfies Record<string, readonly Change[]>;
export type PlantName = keyof typeof plants;

let planted: PlantName | null = null;

export function plant(name: string): PlantName {
  if (!Object.hasOwn(plants, name)) throw new Error(`no such planted fault: ${name}`);
  planted = name as PlantName;
  return planted;
}

export function isPlanted(name: PlantName): boolean {
  return planted === name;
}

/** The text of a file of the program with the fault in it. */
export function withPlant(url: string, text: string): string {
  const changes: readonly Change[] = planted ? plants[planted] : [];
  return changes
    .filter(({ file }) => url.endsWith(file))
    .reduce((changed, { find, put, file }) => {
      if (!changed.includes(find)) throw new Error(`the fault ${planted} finds no place in ${file}`);
      return changed.replace(find, put);
    }, text);
}
