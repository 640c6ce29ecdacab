import { describe, expect, it } from 'vitest';
import { type Role, roles } from '../model/shop.ts';
import { id } from '../testing/build.ts';
import {
  keyScopes,
  mutationNeeds,
  type Need,
  type Person,
  scopeNeeds,
  scopes,
  standingOf,
} from './permissions.ts';

const person = (role: Role, changes: Partial<Person> = {}): Person => ({
  role,
  active: true,
  locationIds: null,
  ...changes,
});

const entries = Object.entries<Need | null>({ ...mutationNeeds, ...scopeNeeds });

describe('who may do what', () => {
  it('[A1] staff, devices and settings need the own password, whoever asks', () => {
    const names = ['saveStaff', 'deactivateStaff', 'revokeDevice', 'editSettings', 'staff:write'] as const;
    for (const name of names) {
      const need = { ...mutationNeeds, ...scopeNeeds }[name];
      for (const role of roles) {
        const standing = standingOf(need, person(role), 'asserted', null);
        expect(standing, `${role} ${name}`).not.toBe('allowed');
      }
      expect(standingOf(need, person('owner'), 'asserted', null)).toBe('verification_required');
      expect(standingOf(need, person('owner'), 'verified', null)).toBe('allowed');
      expect(standingOf(need, person('cashier'), 'verified', null)).toBe('not_permitted');
    }
  });

  it('[A1] [A4] a key may do all that asks for no password or is said to be for keys, and nothing else', () => {
    const forKeys = scopes.filter((scope) => {
      const need: Need = scopeNeeds[scope];
      return need.strength === 'asserted' || need.byKeys === true;
    });
    expect([...keyScopes].sort()).toEqual(forKeys.sort());
  });

  it('[REQ-P4] an auditor reads everything and writes nothing', () => {
    const auditor = person('auditor');
    // To give out what is read leaves nothing but its trace.
    const reads = (name: string) =>
      name.endsWith(':read') || /^(customers:export|recordPersonExport)$/.test(name);
    for (const [name, need] of entries) {
      if (need === null) continue;
      const expected = reads(name) ? 'allowed' : 'not_permitted';
      expect(standingOf(need, auditor, 'verified', null), name).toBe(expected);
    }
  });

  it('[REQ-P4] each of cashier, manager, admin, owner may do what the one before may', () => {
    const ladder = ['cashier', 'manager', 'admin', 'owner'] as const;
    for (const [name, need] of entries) {
      const allowed = ladder.map((role) => standingOf(need, person(role), 'verified', null) === 'allowed');
      expect(allowed, name).toEqual([...allowed].sort());
      expect(allowed.at(-1), name).toBe(true);
    }
  });

  it('[A3] nobody may do anything at a place where they do not work, and who was deactivated may do nothing', () => {
    const here = person('owner', { locationIds: [id('here')] });
    for (const [name, need] of entries) {
      if (need === null) continue;
      const expected = need.everywhere ? 'not_permitted' : 'allowed';
      expect(standingOf(need, here, 'verified', id('here')), name).toBe(expected);
      expect(standingOf(need, here, 'verified', id('there')), name).toBe('not_permitted');
      const gone = person('owner', { active: false });
      expect(standingOf(need, gone, 'verified', null), name).toBe('not_permitted');
      expect(standingOf(need, undefined, 'verified', null), name).toBe('not_permitted');
    }
  });
});
