import { describe, expect, it } from 'vitest';
import { type Customer, emptyCustomerFields } from '../../../domain/model/customer.ts';
import {
  changesOfDraft,
  draftOf,
  draftOfArgs,
  fieldsOfDraft,
  newDraft,
  placeRefusal,
} from './customer-draft.ts';

const amounts = {
  write: (minor: number) => (minor / 100).toFixed(2),
  read: (text: string) => (/^\d+(\.\d\d)?$/.test(text) ? Math.round(Number(text) * 100) : undefined),
};

const customer: Customer = {
  id: '01990000-0000-7abc-8def-0123456789ab',
  ...emptyCustomerFields('Siân Llewellyn-Prys'),
  phones: [{ raw: '020 7946 0958', digits: '02079460958', e164: '+442079460958' }],
  emails: ['sian@example.com'],
  creditLimitMinor: 25000,
  createdAt: 0,
  createdBy: null,
  updatedAt: 0,
  editedAt: {},
};

describe('a refused change', () => {
  it('[K2] stands in the form as it was typed, over what is known', () => {
    const known = draftOf(customer, amounts);
    const changes = { externalId: '7', phones: [{ raw: '0900 1', digits: '09001', e164: null }] };
    expect(draftOfArgs({ id: customer.id, changes }, known, amounts)).toEqual({
      ...known,
      externalId: '7',
      phones: ['0900 1'],
    });
    const cleared = draftOfArgs({ changes: { creditLimitMinor: null, emails: [] } }, known, amounts);
    expect(cleared).toEqual({ ...known, creditLimit: '', emails: [''] });
  });

  it('[K2] leaves out what nobody can read of it, and keeps the rest', () => {
    const fields = { name: 'Ada', phones: 'none', creditLimitMinor: 'a lot' };
    expect(draftOfArgs({ fields }, newDraft(''), amounts)).toEqual(newDraft('Ada'));
    expect(draftOfArgs('nothing of ours', newDraft('Bea'), amounts)).toEqual(newDraft('Bea'));
  });
});

describe('a new customer', () => {
  it('takes the name over from the search and leaves empty rows out', () => {
    const read = fieldsOfDraft(
      { ...newDraft('  Łukasz Wójcik '), phones: ['', ' +48 600 700 800 '] },
      amounts,
    );
    expect(read).toMatchObject({
      ok: true,
      fields: {
        name: 'Łukasz Wójcik',
        emails: [],
        externalId: null,
        creditLimitMinor: null,
        status: 'active',
      },
    });
    expect(read.ok && read.fields.phones).toEqual([
      { raw: '+48 600 700 800', digits: '48600700800', e164: '+48600700800' },
    ]);
  });

  it('refuses a credit limit that is no amount, and keeps everything typed', () => {
    const draft = { ...newDraft('A'), creditLimit: 'much' };
    const read = fieldsOfDraft(draft, amounts);
    expect(read).toMatchObject({ ok: false, refusals: [{ path: ['creditLimitMinor'] }] });
    expect(draft.creditLimit).toBe('much');
  });
});

describe('an edit', () => {
  it('of nothing changes nothing', () => {
    expect(changesOfDraft(draftOf(customer, amounts), customer, amounts)).toEqual({ ok: true, changes: {} });
  });

  it('sends only the changed fields, and keeps the international form of a number left alone', () => {
    const draft = {
      ...draftOf(customer, amounts),
      name: 'Siân Prys',
      phones: ['020 7946 0958', '07700 900111'],
    };
    expect(changesOfDraft(draft, customer, amounts)).toEqual({
      ok: true,
      changes: {
        name: 'Siân Prys',
        phones: [
          { raw: '020 7946 0958', digits: '02079460958', e164: '+442079460958' },
          { raw: '07700 900111', digits: '07700900111', e164: null },
        ],
      },
    });
  });

  it('empties a field', () => {
    const draft = { ...draftOf(customer, amounts), creditLimit: ' ', emails: [''] };
    expect(changesOfDraft(draft, customer, amounts)).toEqual({
      ok: true,
      changes: { emails: [], creditLimitMinor: null },
    });
  });
});

describe('a refusal', () => {
  const draft = { ...newDraft('A'), phones: ['', '12', '020 7946 0958'] };

  it.each([
    [
      { code: 'name_required', path: ['fields', 'name'] },
      { field: 'name', row: null },
    ],
    [
      { code: 'external_id_taken', path: ['changes', 'externalId'] },
      { field: 'externalId', row: null },
    ],
    [
      { code: 'amount_out_of_range', path: ['creditLimitMinor'] },
      { field: 'creditLimit', row: null },
    ],
    [
      { code: 'phone_not_plausible', path: ['phones', 0] },
      { field: 'phones', row: 1 },
    ],
    [{ code: 'storage_full' }, { field: null, row: null }],
  ] as const)('%o is shown where it belongs', (refusal, place) => {
    expect(placeRefusal(refusal, draft)).toMatchObject(place);
  });
});
