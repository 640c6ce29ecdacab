import { expect, it } from 'vitest';
import type { Setting } from '../../../domain/model/shop.ts';
import { changesOf, draftOf, editsSince } from './settings-draft.ts';

const setting: Setting = {
  id: '01990000-0000-7000-8000-000000000001',
  shopName: 'Borough Coffee',
  taxNumber: null,
  currency: 'GBP',
  timeZone: 'Europe/London',
  cutOffHour: 0,
  taxMode: 'included',
  cashRoundingMinor: 1,
  receiptHead: 'Borough Coffee',
  receiptFoot: 'Thank you',
  refundApprovalAboveMinor: null,
  discountApprovalAboveMilli: null,
  mode: 'retail',
  updatedAt: 0,
};

it('settings looked at and left alone change nothing', () => {
  expect(changesOf(draftOf(setting), setting)).toEqual({});
});

it('only what was changed is sent', () => {
  const draft = { ...draftOf(setting), taxNumber: ' GB 123 ', shopName: 'Borough Coffee ' };
  expect(changesOf(draft, setting)).toEqual({ taxNumber: 'GB 123' });
});

it('what is typed while settings are being saved is not lost', () => {
  const saved = { shopName: 'Corner', receiptFoot: 'Thanks' };
  expect(editsSince({ ...saved, shopName: 'Corner shop' }, saved)).toEqual({ shopName: 'Corner shop' });
});
