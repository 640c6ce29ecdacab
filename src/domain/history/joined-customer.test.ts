import { describe, expect, it } from 'vitest';
import type { MergeEdge } from '../model/merge-edge.ts';
import { buildCustomer, id, noon } from '../testing/build.ts';
import { edgeToCut, sideOfLoser } from './groups.ts';
import { joinedCustomer } from './joined-customer.ts';

const phone = (raw: string) => ({ raw, digits: raw.replace(/\D/g, ''), e164: null });
const anna = buildCustomer('Anna', { phones: [phone('111')], emails: ['a@example.com'], tags: ['tea'] });
const ann = buildCustomer('Ann', {
  phones: [phone('111'), phone('222')],
  emails: ['A@example.com'],
  type: 'wholesale',
});
const edge = (
  loser: string,
  winner: string,
  choices: MergeEdge['choices'] = {},
  mergedAt = noon,
): MergeEdge => ({
  id: id(`${loser}>${winner}`),
  loserId: id(loser),
  winnerId: id(winner),
  choices,
  active: true,
  mergedAt,
  mergedBy: null,
});
const rows = new Map([anna, ann].map((row) => [row.id, row]));
const group = (edges: MergeEdge[], members: string[]) => ({
  rootId: id(members[0] ?? ''),
  memberIds: members.map(id),
  edges,
});

describe('the customer shown for a group', () => {
  it('[M2] shows the root where nothing was chosen', () => {
    expect(joinedCustomer(group([edge('Ann', 'Anna')], ['Anna', 'Ann']), rows)).toEqual(anna);
  });

  it('[M2] shows the chosen side per field and unites lists without repeating an entry', () => {
    const choices = { type: 'loser', phones: 'both', emails: 'both', name: 'winner' } as const;
    const joined = joinedCustomer(group([edge('Ann', 'Anna', choices)], ['Anna', 'Ann']), rows);
    expect(joined).toMatchObject({ id: anna.id, name: 'Anna', type: 'wholesale', emails: ['a@example.com'] });
    expect(joined?.phones.map((entry) => entry.raw)).toEqual(['111', '222']);
  });

  it('[M2] an edit of the root after the merge beats the choice', () => {
    const edited = new Map(rows).set(anna.id, { ...anna, name: 'Anna-Maria', editedAt: { name: noon + 1 } });
    expect(
      joinedCustomer(group([edge('Ann', 'Anna', { name: 'loser' })], ['Anna', 'Ann']), edited)?.name,
    ).toBe('Anna-Maria');
  });

  it('[M2] an edit before the merge does not', () => {
    const edited = new Map(rows).set(anna.id, { ...anna, editedAt: { name: noon - 1 } });
    expect(
      joinedCustomer(group([edge('Ann', 'Anna', { name: 'loser' })], ['Anna', 'Ann']), edited)?.name,
    ).toBe('Ann');
  });
});

describe('the edge an un-merge cuts', () => {
  const chain = group([edge('c', 'b'), edge('b', 'a'), edge('d', 'a')], ['a', 'b', 'd', 'c']);

  it('[M3] is the one of the pair', () => {
    expect(edgeToCut(chain, id('a'), id('d'))?.id).toBe(id('d>a'));
  });
  it('[M3] lies nearest to the loser on a longer path', () => {
    expect(edgeToCut(chain, id('a'), id('c'))?.id).toBe(id('c>b'));
    expect(edgeToCut(chain, id('d'), id('c'))?.id).toBe(id('c>b'));
  });
  it('[M3] is found when the loser stands above the winner', () => {
    expect(edgeToCut(chain, id('c'), id('a'))?.id).toBe(id('b>a'));
  });
  it('[M3] does not exist outside the group', () => {
    expect(edgeToCut(chain, id('a'), id('stranger'))).toBeUndefined();
    expect(edgeToCut(chain, id('a'), id('a'))).toBeUndefined();
  });
  it('[M3] takes everyone merged into the loser along', () => {
    expect(sideOfLoser(chain, edge('b', 'a')).sort()).toEqual([id('b'), id('c')].sort());
  });
});
