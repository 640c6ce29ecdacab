import { expect, it } from 'vitest';
import type { Problem } from '../../app/services.ts';
import { withDependents } from './dependents.ts';

const problem = (mutationId: string, deps: readonly string[] = []): Problem => ({
  attentionId: `about ${mutationId}`,
  mutationId,
  name: 'createCustomer',
  args: null,
  actorId: null,
  at: 0,
  raisedAt: 0,
  code: 'external_id_taken',
  path: [],
  outcome: 'refused',
  state: 'open',
  reason: null,
  deviceId: null,
  deps,
});

it('[K3] what needs a refused change is listed under it, also by way of another', () => {
  const listed = withDependents([
    problem('created'),
    problem('other'),
    problem('edited', ['created']),
    problem('merged', ['edited', 'gone long ago']),
  ]);
  expect(
    listed.map(({ problem: root, dependents }) => [root.mutationId, dependents.map((one) => one.mutationId)]),
  ).toEqual([
    ['created', ['edited', 'merged']],
    ['other', []],
  ]);
});
