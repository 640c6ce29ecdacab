/**
 * Planted faults: rules of merging, linking and erasing with one promise broken, as changes of the program's text while it is read. Each
 * must be caught, or the sequences prove nothing.
 */
interface Change {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** By name: what is broken. */
export const sequencePlants = {
  /** A group is its root and whoever was merged into that: sales of a chain are forgotten. */
  'merge-forgets-sales': {
    file: 'src/domain/history/groups.ts',
    find: `      edges.push(edge);
      memberIds.push(edge.loserId);`,
    put: `      edges.push(edge);
      if (edge.winnerId === rootId) memberIds.push(edge.loserId);`,
  },
  /** A merge follows no winner that has moved. */
  'merge-makes-rings': {
    file: 'src/domain/mutations/merge-customers.ts',
    find: 'if (winnerRoot === loserRoot) return applied;',
    put: '',
  },
  /** An un-merge drops the notes that were written since. */
  'unmerge-drops-notes': {
    file: 'src/domain/mutations/unmerge-customers.ts',
    find: "await store.put('mergeEdge', {",
    put: `for (const note of await store.children('note', edge.loserId))
      if (note.writtenAt > edge.mergedAt) await store.remove('note', note.id);
    await store.put('mergeEdge', {`,
  },
  /** An un-merge cuts the edge next to the root. */
  'unmerge-cuts-above': {
    file: 'src/domain/history/groups.ts',
    find: 'if (!ancestorsOfWinner.has(loserId)) return edgeOf.get(loserId);',
    put: `if (!ancestorsOfWinner.has(loserId)) {
    let top = edgeOf.get(loserId);
    while (top && edgeOf.get(top.winnerId)) top = edgeOf.get(top.winnerId);
    return top;
  }`,
  },
  /** Of links that did not see each other the oldest holds. */
  'links-reversed': {
    file: 'src/domain/metrics/owner.ts',
    find: 'link.linkedAt > best.linkedAt',
    put: 'link.linkedAt < best.linkedAt',
  },
  /** Figures stay where they are when a document changes hands. */
  'figures-stay': {
    file: 'src/domain/mutations/registry.ts',
    find: 'if (result.ok) await moveFigures(derived, before, [moved]);',
    put: '',
  },
  /** An erasure leaves addresses. */
  'erase-leaves-addresses': {
    file: 'src/domain/mutations/erase-customer.ts',
    find: "  'address',\n",
    put: '',
  },
  /** What comes late about somebody who was erased is taken. */
  'erased-comes-back': {
    file: 'src/domain/mutations/registry.ts',
    find: "if (erased.size > 0 && !holdsWithoutPeople) return refuse('customer_erased');",
    put: '',
  },
  /** An import that is taken back leaves what it gave to those who were merged since. */
  'undo-looks-at-roots': {
    file: 'src/domain/mutations/undo-import.ts',
    find: 'await everMergedWith(store, updatedIds)',
    put: 'updatedIds',
  },
  /** Waiting changes stay as they are when what they have changed comes in otherwise. */
  'waiting-stays': {
    file: 'src/client/replica/rebase.ts',
    find: 'ended.has(mutationId) || touched.some((key) => met.has(key))',
    put: 'ended.has(mutationId)',
  },
} as const satisfies Record<string, Change>;
export type SequencePlant = keyof typeof sequencePlants;

export function isSequencePlant(name: string): name is SequencePlant {
  return Object.hasOwn(sequencePlants, name);
}

/** The text of a file of the program with the fault in it. */
export function withSequencePlant(name: SequencePlant, url: string, text: string): string {
  const { file, find, put } = sequencePlants[name];
  if (!url.endsWith(file)) return text;
  if (!text.includes(find)) throw new Error(`the fault ${name} finds no place in ${file}`);
  return text.replace(find, put);
}
