import fc from 'fast-check';
import { expect, it } from 'vitest';
import { consentStatesOf, currentConsents, knownAnswers } from '../history/current-consents.ts';
import { addressesOf, communicationsOf, consentsOf, notesOf, preferencesOf } from '../history/group-rows.ts';
import { groupOf } from '../history/groups.ts';
import { joinedPreference } from '../history/joined-preference.ts';
import { consentStates, type PreferenceFields } from '../model/customer-rows.ts';
import { buildContext, buildCustomer, id, noon } from '../testing/build.ts';
import { buildAddress, buildCommunication, buildConsent, buildNote } from '../testing/build-record.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { positionsOf } from './field-edits.ts';
import { applyMutation, type MutationArgs, type MutationName } from './registry.ts';

interface Entry {
  readonly device: string;
  readonly minute: number;
  readonly name: MutationName;
  readonly args: unknown;
}

interface Step {
  readonly device: string;
  readonly what: 'note' | 'address' | 'consent' | 'preference' | 'call';
  readonly row: number;
  readonly customer: string;
  readonly choice: number;
}

const devices = ['A', 'B', 'C'];
const steps = fc.array(
  fc.record({
    device: fc.constantFrom(...devices),
    what: fc.constantFrom('note', 'address', 'consent', 'preference', 'call'),
    row: fc.nat(1),
    customer: fc.constantFrom('Anna', 'Ann'),
    choice: fc.nat(3),
  }),
  { maxLength: 12 },
);

/** Two merged customers with a note and an address each, which every device has seen before it goes offline. */
async function shopSeenByAll(): Promise<MemoryStore> {
  const store = new MemoryStore();
  await store.putMany('customer', [buildCustomer('Anna'), buildCustomer('Ann')]);
  const before: Omit<Entry, 'minute'>[] = ['Anna', 'Ann'].flatMap((customer) => {
    const rowId = { id: id(`${customer} 0`), customerId: id(customer) };
    return [
      { device: 'office', name: 'saveNote', args: { note: buildNote(rowId) } },
      { device: 'office', name: 'saveAddress', args: { address: buildAddress(rowId) } },
    ];
  });
  const choices = { id: id('edge'), winnerId: id('Anna'), loserId: id('Ann'), choices: {} };
  const all = [...before, { device: 'office', name: 'mergeCustomers', args: choices } as const];
  for (const [index, entry] of all.entries()) await take(store, { ...entry, minute: index - 10 }, index + 1);
  return store;
}

const take = (store: MemoryStore, { device, minute, name, args }: Entry, v: number | null) =>
  applyMutation(
    store,
    name,
    args,
    buildContext({
      mutationId: id(`${device} ${minute}`),
      deviceId: id(device),
      at: noon + minute * 60_000,
      ...(v !== null && { v }),
    }),
  );

/** What a person on a device saves, who sees what is in its store. */
async function entryOf(store: MemoryStore, step: Step, minute: number): Promise<Entry> {
  const { device, what, row, customer, choice } = step;
  const customerId = id(customer);
  const isShared = row === 0;
  const rowId = id(isShared ? `${customer} 0` : `${customer} ${device}`);
  const replaces = async (kind: 'note' | 'address') => (await store.get(kind, rowId))?.saved?.id ?? null;
  const entry = <N extends MutationName>(name: N, args: MutationArgs<N>): Entry => ({
    device,
    minute,
    name,
    args,
  });
  switch (what) {
    case 'note':
      return entry('saveNote', {
        note: buildNote({ id: rowId, customerId, text: `${device} ${minute}`, writtenAt: noon + minute }),
        replaces: await replaces('note'),
      });
    case 'address':
      return entry('saveAddress', {
        address: buildAddress({ id: rowId, customerId, isDefault: choice > 1, city: `${device} ${minute}` }),
        replaces: await replaces('address'),
      });
    case 'consent': {
      const all = await consentsOf(store, await groupOf(store, customerId));
      const state = consentStates[choice] ?? 'given';
      const fields = { id: id(`c ${device} ${minute}`), customerId, state, at: noon + minute };
      return entry('recordConsent', {
        consent: { ...buildConsent(fields), replaces: knownAnswers(all, 'sms') },
      });
    }
    case 'preference': {
      const all: Partial<PreferenceFields>[] = [
        { doNotContact: true },
        { doNotContact: false },
        { bestContactTime: `${device} ${minute}` },
        { favoriteProducts: [`${device} ${minute}`] },
      ];
      const changes = all[choice] ?? {};
      const known = [...(await preferencesOf(store, await groupOf(store, customerId))).values()][0] ?? null;
      return entry('savePreference', { customerId, changes, seen: positionsOf(known, Object.keys(changes)) });
    }
    case 'call':
      return entry('recordCommunication', {
        communication: buildCommunication({
          id: id(`call ${device} ${minute}`),
          customerId,
          at: noon + minute,
        }),
      });
  }
}

async function shownIn(store: MemoryStore) {
  const group = await groupOf(store, id('Ann'));
  return {
    notes: (await notesOf(store, group)).map(({ saved: _saved, editedAt: _edited, ...note }) => note),
    addresses: (await addressesOf(store, group)).map(({ saved: _saved, ...address }) => address),
    consents: consentStatesOf(currentConsents(await consentsOf(store, group))),
    preference: joinedPreference(group, await preferencesOf(store, group)),
    communications: await communicationsOf(store, group),
  };
}

/** Some order of arrival in which the entries of each device stay in theirs. */
function arrivalOf(entries: readonly Entry[], turns: readonly number[]): Entry[] {
  const queues = devices.map((device) => entries.filter((entry) => entry.device === device));
  return [...turns.flatMap((turn) => queues[turn]?.shift() ?? []), ...queues.flat()];
}

it('[M5] what three devices save about a merged customer while offline ends the same in whatever order it arrives', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.array(fc.nat(2), { maxLength: 12 }), async (script, turns) => {
      const offline = new Map<string, MemoryStore>();
      for (const device of devices) offline.set(device, await shopSeenByAll());
      const entries: Entry[] = [];
      for (const [index, step] of script.entries()) {
        const store = offline.get(step.device);
        if (!store) continue;
        const entry = await entryOf(store, step, index);
        expect(await take(store, entry, null)).toMatchObject({ ok: true });
        entries.push(entry);
      }
      const shown: unknown[] = [];
      for (const order of [entries, arrivalOf(entries, turns)]) {
        const server = await shopSeenByAll();
        let v = 100;
        for (const entry of order) {
          v += 1;
          expect(await take(server, entry, v)).toMatchObject({ ok: true });
        }
        shown.push(await shownIn(server));
      }
      expect(shown[1]).toEqual(shown[0]);
    }),
    { numRuns: 300 },
  );
});
