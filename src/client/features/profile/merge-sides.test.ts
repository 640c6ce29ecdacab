import { expect, it } from 'vitest';
import type { MergeEdge } from '../../../domain/model/merge-edge.ts';
import { buildCustomer, id } from '../../../domain/testing/build.ts';
import { mergeSides } from './merge-sides.ts';

const edge = (winner: string, loser: string, mergedAt: number): MergeEdge => ({
  id: id(`${winner} ${loser}`),
  winnerId: id(winner),
  loserId: id(loser),
  choices: {},
  active: true,
  mergedAt,
  mergedBy: null,
});

it('[M3] shows of each merge, newest first, on which side everyone would be', () => {
  const names = ['Ada', 'A. Lovelace', 'Ada King', 'Countess'];
  const members = new Map(names.map((name) => [id(name), buildCustomer(name)]));
  const group = {
    rootId: id('Ada'),
    memberIds: names.map(id),
    // Countess was merged into Ada King before Ada King was merged into Ada.
    edges: [edge('Ada', 'A. Lovelace', 1), edge('Ada', 'Ada King', 3), edge('Ada King', 'Countess', 2)],
  };
  const sides = mergeSides(group, members).map(({ staying, leaving }) => ({
    staying: staying.map(({ name }) => name),
    leaving: leaving.map(({ name }) => name),
  }));
  expect(sides).toEqual([
    { staying: ['Ada', 'A. Lovelace'], leaving: ['Ada King', 'Countess'] },
    { staying: ['Ada', 'A. Lovelace', 'Ada King'], leaving: ['Countess'] },
    { staying: ['Ada', 'Ada King', 'Countess'], leaving: ['A. Lovelace'] },
  ]);
});
