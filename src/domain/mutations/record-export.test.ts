import { expect, it, test } from 'vitest';
import { mutationNeeds, standingOf } from '../authority/permissions.ts';
import { exportMutation } from './record-export.ts';

const manager = { role: 'manager', active: true, locationIds: null } as const;

test.each([
  ['everybody, with how they are reached', { rows: 10, withContact: true }, 'recordBulkExport'],
  ['everybody, without it', { rows: 10, withContact: false }, 'recordExport'],
  ['all but one, with it', { rows: 9, withContact: true }, 'recordExport'],
] as const)('[A1] a file of %s is recorded as what it is', (_what, held, name) => {
  expect(exportMutation({ format: 'csv', ...held }, 10)).toBe(name);
});

it('[A1] everybody with how they are reached takes the own password, a list a PIN', () => {
  expect(standingOf(mutationNeeds.recordExport, manager, 'asserted', null)).toBe('allowed');
  expect(standingOf(mutationNeeds.recordBulkExport, manager, 'asserted', null)).toBe('verification_required');
  expect(standingOf(mutationNeeds.recordBulkExport, manager, 'verified', null)).toBe('allowed');
});
