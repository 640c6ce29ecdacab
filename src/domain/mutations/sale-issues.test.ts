import { beforeEach, describe, expect, it } from 'vitest';
import type { Role, Setting, Staff } from '../model/shop.ts';
import { buildContext, buildLine, buildReturn, buildSale, id, noon, shop } from '../testing/build.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { applyMutation, checkMutation } from './registry.ts';

const setting: Setting = {
  id: id('tenant'),
  shopName: 'Corner shop',
  taxNumber: null,
  currency: 'GBP',
  timeZone: 'Europe/London',
  cutOffHour: 0,
  taxMode: 'included',
  cashRoundingMinor: 1,
  receiptHead: '',
  receiptFoot: '',
  refundApprovalAboveMinor: 1000,
  discountApprovalAboveMilli: 10_000,
  mode: 'retail',
  updatedAt: noon,
};

const person = (role: Role, changes: Partial<Staff> = {}): Staff => ({
  id: id(role),
  name: role,
  role,
  locationIds: null,
  active: true,
  ...changes,
});

const as = (name: string) => buildContext({ actorId: id(name) });

describe('what is odd about a document', () => {
  let store: MemoryStore;
  beforeEach(async () => {
    store = new MemoryStore();
    await store.put('setting', setting);
    for (const role of ['cashier', 'manager', 'auditor'] as const) await store.put('staff', person(role));
    const elsewhere = [id('elsewhere')];
    await store.put('staff', person('manager', { id: id('visitor'), locationIds: elsewhere }));
    await store.put('staff', person('cashier', { id: id('gone'), active: false }));
  });

  it.each(['auditor', 'visitor', 'gone'])(
    '[K1] a sale by somebody who may not sell there (%s) is stopped before the log, and kept with an issue after it',
    async (name) => {
      const sale = buildSale();
      expect(await checkMutation(store, 'recordSale', { sale }, as(name))).toMatchObject({
        ok: false,
        refusal: { code: 'not_permitted' },
      });
      expect(await applyMutation(store, 'recordSale', { sale }, as(name))).toMatchObject({ ok: true });
      expect(store.allSales()).toEqual([sale]);
      expect(store.all('saleIssue')).toMatchObject([{ code: 'not_permitted', sale: { id: sale.id } }]);
    },
  );

  it('[K1] somebody whom this store does not know yet is no issue: who sent it was looked at before', async () => {
    expect(await applyMutation(store, 'recordSale', { sale: buildSale() }, as('stranger'))).toEqual({
      ok: true,
      issues: [],
    });
  });

  it('[K1] a refund above the limit needs a manager: asked for before the log, an issue after it', async () => {
    const sale = buildSale();
    await applyMutation(store, 'recordSale', { sale }, as('cashier'));
    const back = buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], { id: id('back') });
    expect(await checkMutation(store, 'recordReturn', { sale: back }, as('cashier'))).toMatchObject({
      refusal: { code: 'approval_required' },
    });
    expect((await checkMutation(store, 'recordReturn', { sale: back }, as('manager'))).ok).toBe(true);
    await applyMutation(store, 'recordReturn', { sale: back }, as('cashier'));
    expect(store.all('saleIssue')).toMatchObject([{ code: 'approval_missing', sale: { id: back.id } }]);
  });

  it('[K1] an approval counts when it is by somebody who may approve', async () => {
    const line = buildLine({ discountMinor: 300, totalMinor: 1500 });
    const sale = buildSale({ lines: [line] });
    const approval = { subjectId: sale.id, kind: 'discount' } as const;
    const check = () => checkMutation(store, 'recordSale', { sale }, as('cashier'));
    expect(await check()).toMatchObject({ refusal: { code: 'approval_required' } });
    await applyMutation(store, 'recordApproval', approval, { ...as('cashier'), mutationId: id('own') });
    expect(await check()).toMatchObject({ refusal: { code: 'approval_required' } });
    await applyMutation(store, 'recordApproval', approval, { ...as('manager'), mutationId: id('asked') });
    expect(await check()).toEqual({ ok: true, issues: [] });
  });

  it('[K1] what stays within the limits needs nobody', async () => {
    const line = buildLine({ discountMinor: 180, totalMinor: 1620 });
    const sale = buildSale({ lines: [line], locationId: shop });
    expect(await checkMutation(store, 'recordSale', { sale }, as('cashier'))).toEqual({
      ok: true,
      issues: [],
    });
  });
});
