/** What must hold when everything has been sent and taken in: rules C of the simulation, M, L, I1 and E of the domain. */
import type { EntityKind } from '../../domain/model/entities.ts';
import { erasedCustomer } from '../../domain/mutations/erase-customer.ts';
import { canonicalJson } from '../../domain/values/canonical-json.ts';
import { nameBasedId } from '../../domain/values/ids.ts';
import { checkFigures } from './check-figures.ts';
import type { SequenceDevice } from './device.ts';
import { brokenForest } from './plain-reading.ts';
import type { PlainStore } from './plain-store.ts';
import type { Sequence } from './play.ts';
import { demand } from './violation.ts';

export async function checkEnd(sequence: Sequence): Promise<void> {
  const { server, devices } = sequence;
  const forest = brokenForest(server.store.all('mergeEdge'));
  demand('M1', forest === null, () => forest ?? '');
  await checkFigures(server.store, 'the server');
  for (const device of devices) checkSame(device, server.store);
  checkUndone(server.store);
  checkErased(sequence);
}

/** A device shows what the server has, and nothing waits. */
function checkSame({ store, pending }: SequenceDevice, server: PlainStore): void {
  demand('C', pending.length === 0, () => `${pending.length} changes wait for ever`);
  const kinds = new Set<EntityKind>([...store.rows.keys(), ...server.rows.keys()]);
  for (const kind of kinds) {
    const ids = new Set([...store.all(kind), ...server.all(kind)].map(({ id }) => id));
    for (const id of ids) same(`${kind} ${id}`, store.row(kind, id), server.row(kind, id));
  }
  for (const id of new Set([...store.sales.keys(), ...server.sales.keys()]))
    same(`sale ${id}`, store.sales.get(id), server.sales.get(id));
  for (const id of new Set([...store.figures.keys(), ...server.figures.keys()]))
    same(`figures of ${id}`, store.figures.get(id)?.cells ?? [], server.figures.get(id)?.cells ?? []);
}

function same(what: string, here: unknown, there: unknown): void {
  if (here === there) return;
  const [own, its] = [canonicalJson(here ?? null), canonicalJson(there ?? null)];
  demand('C', own === its, () => `${what} is on a device\n${own}\nand on the server\n${its}`);
}

/** What a list gave that was taken back shows nowhere, unless somebody has given it since. */
function checkUndone(store: PlainStore): void {
  const undone = new Set(
    store.all('importRun').flatMap(({ id, undoneAt }) => (undoneAt === undefined ? [] : [id])),
  );
  const changes = store.all('fieldChange').filter(({ importId }) => importId && undone.has(importId));
  for (const { id, customerId, field } of changes) {
    const shown = store.row('customer', customerId)?.edits?.[field]?.find((edit) => edit.value === undefined);
    const isShown = shown && nameBasedId('fieldChange', shown.id, customerId, field) === id;
    demand('I1', !isShown, () => `${field} of ${customerId} is what a list gave that was taken back`);
  }
  for (const { id, importId, erasedAt } of store.all('customer'))
    demand(
      'I1',
      erasedAt !== undefined || !importId || !undone.has(importId),
      () => `${id} came with a list that was taken back`,
    );
}

/** Of who was erased the server and the devices hold no row and no text, in no log and in nothing that waits. */
function checkErased(sequence: Sequence): void {
  const { server, devices } = sequence;
  const erasures = server.store.all('erasure');
  for (const { customerIds } of erasures) {
    for (const id of customerIds) {
      const row = server.store.row('customer', id);
      const blank = row && canonicalJson(erasedCustomer(row, row.erasedAt ?? 0));
      demand(
        'E1',
        canonicalJson(row ?? null) === blank,
        () => `${id} is still known as ${JSON.stringify(row)}`,
      );
      const left = [...server.store.rows.keys()].filter(
        (kind) => kind !== 'saleLink' && server.store.all(kind).some((one) => belongsTo(one, id)),
      );
      demand('E1', left.length === 0, () => `rows of ${left.join()} were left of ${id}`);
      const name = sequence.nameOf(id);
      const waiting = [server.store, ...devices.map(({ store }) => store)].flatMap((store) => [
        ...store.all('attention'),
        ...store.all('saleText').filter(({ sale }) => sale.customerId === id),
      ]);
      const texts = JSON.stringify([waiting, devices.map(({ log, pending }) => [log, pending])]);
      demand('E2', !texts.includes(name), () => `${textAround(texts, name)} was left of ${id}`);
    }
  }
}

const belongsTo = (row: object, id: string): boolean => 'customerId' in row && row.customerId === id;

const textAround = (text: string, part: string): string => {
  const at = text.indexOf(part);
  return text.slice(Math.max(0, at - 400), at + 60);
};
