/**
 * What every store keeps (see `store.ts`), as one suite that runs against all of them: the device's replica in a browser,
 * both databases of the server, and the plain maps of other tests.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asHappened, asPrinted, saleClockOf } from '../history/corrected-time.ts';
import { metricsFromSales } from '../metrics/write-sales.ts';
import { guestId } from '../model/primitives.ts';
import { type Sale, saleRefOf } from '../model/sale.ts';
import { applyMutation } from '../mutations/registry.ts';
import type { Store, StoreReader } from '../store.ts';
import { buildContext, buildCustomer, buildLine, buildReturn, buildSale, id, noon } from './build.ts';

export interface StoreUnderTest {
  /** One transaction; what throws inside undoes it. */
  write<T>(work: (store: Store) => Promise<T>): Promise<T>;
  /** Questions on what is stored. */
  read<T>(work: (store: StoreReader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

class Undo extends Error {}

/** @param open gives an empty store each time; `name` is shown in the titles */
export function storeContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the contract of the store`, () => {
    let store: StoreUnderTest;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    test('answers undefined and empty lists for what was never written', async () => {
      const nothing = await store.read(async (reader) => [
        await reader.get('customer', id('nobody')),
        await reader.getMany('customer', [id('nobody')]),
        await reader.children('note', id('nobody')),
        await reader.references('customer', 'nobody'),
        await reader.sale({ id: id('no sale'), customerId: null, occurredAt: noon }),
        await reader.salesOf(id('nobody')),
        await reader.childDocuments(id('no sale')),
        await reader.metrics([id('nobody')]),
      ]);
      expect(nothing).toEqual([undefined, [undefined], [], [], undefined, [], [], [undefined]]);
    });

    test('gives back what was written, in the order asked', async () => {
      const [ada, bea] = [buildCustomer('Ada'), buildCustomer('Bea', { tags: ['é', '漢字'] })];
      await store.write((writer) => writer.putMany('customer', [ada, bea]));
      const rows = await store.read((reader) => reader.getMany('customer', [bea.id, id('nobody'), ada.id]));
      expect(rows).toEqual([bea, undefined, ada]);
    });

    test('the later row of an id stands', async () => {
      const row = buildCustomer('Cy');
      await store.write(async (writer) => {
        await writer.put('customer', row);
        await writer.put('customer', { ...row, name: 'Cyrus' });
      });
      await store.write((writer) => writer.put('customer', { ...row, name: 'Cyril', externalId: 'cy-1' }));
      expect(await store.read((reader) => reader.get('customer', row.id))).toMatchObject({ name: 'Cyril' });
    });

    test('a removed row is gone from every question, and can come back', async () => {
      const row = buildCustomer('Dee', { externalId: 'dee-1' });
      await store.write((writer) => writer.put('customer', row));
      await store.write((writer) => writer.remove('customer', row.id));
      const gone = await store.read(async (reader) => [
        await reader.get('customer', row.id),
        await reader.references('customer', 'dee-1'),
      ]);
      expect(gone).toEqual([undefined, []]);
      await store.write((writer) => writer.put('customer', row));
      expect(await store.read((reader) => reader.references('customer', 'dee-1'))).toEqual([row]);
    });

    test('a row is found under the parent and the reference that it has now', async () => {
      const edge = {
        id: id('edge'),
        loserId: id('l'),
        winnerId: id('w'),
        choices: {},
        active: true,
        mergedAt: noon,
        mergedBy: null,
      };
      await store.write((writer) => writer.put('mergeEdge', edge));
      await store.write((writer) => writer.put('mergeEdge', { ...edge, winnerId: id('w2') }));
      const found = await store.read(async (reader) => ({
        before: await reader.children('mergeEdge', id('w')),
        now: (await reader.children('mergeEdge', id('w2'))).length,
        loser: (await reader.references('mergeEdge', id('l'))).length,
      }));
      expect(found).toEqual({ before: [], now: 1, loser: 1 });
    });

    test('children and references come in order of id', async () => {
      const notes = ['n1', 'n2', 'n3', 'n4', 'n5'].map((key) => ({
        id: id(key),
        customerId: id('noted'),
        type: 'personal' as const,
        text: key,
        authorId: null,
        writtenAt: noon,
      }));
      await store.write((writer) => writer.putMany('note', notes));
      const ids = await store.read(async (reader) => {
        const rows = await reader.children('note', id('noted'));
        return rows.map((row) => row.id);
      });
      expect(ids).toEqual(notes.map((row) => row.id).sort());
    });

    test('a read sees what the same transaction wrote before', async () => {
      const row = buildCustomer('Eve', { externalId: 'eve-1' });
      const sale = buildSale({ id: id('eve sale'), customerId: row.id });
      const back = buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], { id: id('eve return') });
      const seen = await store.write(async (writer) => {
        await writer.put('customer', row);
        await writer.addSales([sale, back], 'one');
        await writer.putMetrics([metricsFromSales(row.id, [sale])]);
        return {
          row: await writer.get('customer', row.id),
          references: (await writer.references('customer', 'eve-1')).length,
          sales: (await writer.salesOf(row.id)).map((found) => found.id),
          sale: await writer.sale(saleRefOf(sale)),
          children: await writer.childDocuments(sale.id),
          metrics: (await writer.metrics([row.id]))[0]?.cells[0]?.orders,
        };
      });
      expect(seen).toEqual({
        row,
        references: 1,
        sales: [sale.id, back.id],
        sale,
        children: [saleRefOf(back)],
        metrics: 1,
      });
    });

    test('what throws undoes the whole transaction', async () => {
      const sale = buildSale({ id: id('undone sale'), customerId: id('undone') });
      const work = store.write(async (writer) => {
        await writer.put('customer', buildCustomer('undone'));
        await writer.addSales([sale], 'one');
        await writer.putMetrics([metricsFromSales(id('undone'), [sale])]);
        throw new Undo();
      });
      await expect(work).rejects.toThrow(Undo);
      const left = await store.read(async (reader) => [
        await reader.get('customer', id('undone')),
        await reader.sale(saleRefOf(sale)),
        await reader.salesOf(id('undone')),
        ...(await reader.metrics([id('undone')])),
      ]);
      expect(left).toEqual([undefined, undefined, [], undefined]);
    });

    test('changing a row that was handed out or in changes nothing stored', async () => {
      const row = buildCustomer('Fay', { tags: ['a'] });
      const sale = buildSale({ id: id('fay sale'), customerId: row.id });
      await store.write(async (writer) => {
        await writer.put('customer', row);
        await writer.addSales([sale], 'one');
        row.tags.push('in');
        sale.lines.push(buildLine({ n: 2 }));
        (await writer.get('customer', row.id))?.tags.push('out');
        (await writer.sale(saleRefOf(sale)))?.lines.pop();
      });
      const stored = await store.read(async (reader) => ({
        tags: (await reader.get('customer', row.id))?.tags,
        lines: (await reader.sale(saleRefOf(sale)))?.lines.length,
      }));
      expect(stored).toEqual({ tags: ['a'], lines: 1 });
    });

    test('[D3] a sale is written once: the second one of an id is not taken', async () => {
      const sale = buildSale({ id: id('once'), customerId: id('gus') });
      const altered = { ...sale, number: 'other' };
      const first = await store.write((writer) => writer.addSales([sale, altered], 'one'));
      const second = await store.write((writer) => writer.addSales([altered], 'many'));
      expect(first.map((added) => added.number)).toEqual([sale.number]);
      expect(second).toEqual([]);
      expect(await store.read((reader) => reader.sale(saleRefOf(sale)))).toEqual(sale);
    });

    test('documents come in order of time, then id; guests under their own id', async () => {
      const at = (minutes: number, key: string, customerId: string | null): Sale =>
        buildSale({ id: id(key), customerId, occurredAt: noon + minutes * 60_000 });
      const tied = [at(5, 'tie 1', id('hal')), at(5, 'tie 2', id('hal')), at(5, 'tie 3', id('hal'))];
      const guest = at(1, 'guest sale', null);
      await store.write((writer) =>
        writer.addSales([at(9, 'late', id('hal')), ...tied, guest, at(-9, 'early', id('hal'))], 'many'),
      );
      const found = await store.read(async (reader) => ({
        hal: (await reader.salesOf(id('hal'))).map((sale) => sale.id),
        guests: (await reader.salesOf(guestId)).some((sale) => sale.id === guest.id),
      }));
      expect(found.hal).toEqual([id('early'), ...tied.map((sale) => sale.id).sort(), id('late')]);
      expect(found.guests).toBe(true);
    });

    test('[X6] a document whose clock was wrong comes as it happened, and is found by its printed time', async () => {
      const customerId = id('jo');
      const wrong = buildSale({ id: id('wrong clock'), customerId, occurredAt: noon + 60_000 });
      const right = buildSale({ id: id('right clock'), customerId, occurredAt: noon });
      const back = buildReturn(wrong, [{ n: 1, quantityMilli: 1000 }], { id: id('wrong back') });
      const yesterday = noon - 24 * 60 * 60_000;
      const clock = saleClockOf(wrong, { effectiveAt: yesterday, receivedAt: noon, cutOffHour: 0 });
      const backClock = saleClockOf(back, { effectiveAt: yesterday + 1, receivedAt: noon, cutOffHour: 0 });
      const added = await store.write(async (writer) => {
        await writer.putMany('saleClock', [clock, backClock]);
        return writer.addSales([wrong, right, back], 'many');
      });
      const expected = asHappened(wrong, clock);
      expect(expected).toMatchObject({ occurredAt: yesterday, printed: { occurredAt: noon + 60_000 } });
      const byId = (sales: readonly Sale[]) => new Map(sales.map((sale) => [sale.id, sale]));
      expect(byId(added)).toEqual(byId([expected, right, asHappened(back, backClock)]));
      const found = await store.read(async (reader) => ({
        one: await reader.sale(saleRefOf(wrong)),
        all: (await reader.salesOf(customerId)).map((sale) => sale.id),
        children: await reader.childDocuments(wrong.id),
      }));
      expect(found.one).toEqual(expected);
      expect(found.all).toEqual([wrong.id, back.id, right.id]);
      expect(found.children).toEqual([saleRefOf(back)]);
      expect(asPrinted(expected)).toEqual(wrong);
    });

    test('documents that point to a sale are found by it, oldest first', async () => {
      const parent = buildSale({ id: id('parent'), customerId: id('ida') });
      const children = [3, 1, 2].map((minutes) =>
        buildReturn(parent, [{ n: 1, quantityMilli: 250 }], {
          id: id(`child ${minutes}`),
          occurredAt: noon + minutes * 60_000,
        }),
      );
      await store.write((writer) => writer.addSales([parent, ...children], 'one'));
      const refs = await store.read((reader) => reader.childDocuments(parent.id));
      expect(refs).toEqual([...children].sort((a, b) => a.occurredAt - b.occurredAt).map(saleRefOf));
    });

    test('a long history comes back whole and in order', async () => {
      const sales = Array.from({ length: 1200 }, (_, n) =>
        buildSale({
          id: id(`long ${n}`),
          customerId: id('joy'),
          occurredAt: noon + ((n * 7919) % 1200) * 60_000,
          lines: Array.from({ length: 1 + (n % 7) }, (_unused, line) => buildLine({ n: line + 1 })),
        }),
      );
      await store.write((writer) => writer.addSales(sales, 'many'));
      const found = await store.read((reader) => reader.salesOf(id('joy')));
      expect(found).toEqual([...sales].sort((a, b) => a.occurredAt - b.occurredAt));
    });

    test('[L4] documents within a span, guests’ too, are those that happened within, whatever their clocks showed', async () => {
      const dayMs = 86_400_000;
      const made = [null, id('lea')].flatMap((customerId) =>
        [0, 1, 2, 40].map((days) =>
          buildSale({
            id: id(`span ${customerId} ${days}`),
            customerId,
            occurredAt: noon + 4000 * dayMs + days * dayMs,
          }),
        ),
      );
      const from = noon + 4000 * dayMs - 100 * dayMs;
      // One of each happened before the span, and one within it whose clock showed another month.
      const clockOf = (sale: Sale | undefined, effectiveAt: number) =>
        saleClockOf(sale as Sale, { effectiveAt, receivedAt: noon, cutOffHour: 0 });
      const clocks = [0, 4].flatMap((first) => [
        clockOf(made[first + 1], from - dayMs),
        clockOf(made[first + 3], from),
      ]);
      await store.write(async (writer) => {
        await writer.putMany('saleClock', clocks);
        await writer.addSales(made, 'many');
      });
      const within = { from, to: noon + 4001 * dayMs };
      const found = await store.read(async (reader) => [
        (await reader.salesOf(guestId, within)).map((sale) => sale.id),
        (await reader.salesOf(id('lea'), within)).map((sale) => sale.id),
      ]);
      expect(found).toEqual([0, 4].map((first) => [made[first + 3]?.id, made[first]?.id]));
    });

    test('rows and documents of many parents are those of each of them', async () => {
      const parents = Array.from({ length: 40 }, (_, n) =>
        buildSale({ id: id(`parent ${n}`), customerId: id('mia'), occurredAt: noon + n }),
      );
      const withReturn = parents.filter((_, n) => n % 3 === 0);
      const returns = withReturn.map((parent, n) =>
        buildReturn(parent, [{ n: 1, quantityMilli: 250 }], {
          id: id(`of many ${n}`),
          occurredAt: noon + 99,
        }),
      );
      const links = withReturn.map((parent, n) => ({
        id: id(`many links ${n}`),
        sale: saleRefOf(parent),
        customerId: n % 2 === 0 ? null : id('mia'),
        linkedAt: noon,
        linkedBy: null,
        active: true,
        replaces: [],
      }));
      const seen = await store.write(async (writer) => {
        await writer.addSales([...parents, ...returns], 'many');
        await writer.putMany('saleLink', links);
        return (await writer.childrenOfAll('saleLink', [parents[0]?.id ?? ''])).length;
      });
      const found = await store.read(async (reader) => ({
        few: (await reader.childrenOfAll('saleLink', [parents[3]?.id ?? '', id('nobody')])).map(
          (row) => row.id,
        ),
        many: (
          await reader.childrenOfAll(
            'saleLink',
            parents.map(({ id }) => id),
          )
        )
          .map((row) => row.id)
          .sort(),
        returns: (await reader.childDocumentsOfAll(parents.map(({ id }) => id))).map((ref) => ref.id).sort(),
        none: [await reader.childrenOfAll('saleLink', []), await reader.childDocumentsOfAll([])],
        ofNobody: (await reader.references('saleLink', guestId)).length,
      }));
      expect(seen).toBe(1);
      expect(found).toEqual({
        few: [links[1]?.id],
        many: links.map((link) => link.id).sort(),
        returns: returns.map((sale) => sale.id).sort(),
        none: [[], []],
        ofNobody: 7,
      });
    });

    test('[L4] figures kept beside the sales are those recomputed from them', async () => {
      const customer = buildCustomer('Kim');
      const sales = Array.from({ length: 5 }, (_, n) =>
        buildSale({ id: id(`kim ${n}`), customerId: customer.id, occurredAt: noon + n * 86_400_000 }),
      );
      const [first] = sales;
      const back = buildReturn(first as Sale, [{ n: 1, quantityMilli: 500 }], { id: id('kim back') });
      await store.write(async (writer) => {
        await writer.put('customer', customer);
        for (const sale of sales) await applyMutation(writer, 'recordSale', { sale }, buildContext());
      });
      await store.write((writer) => applyMutation(writer, 'recordReturn', { sale: back }, buildContext()));
      const found = await store.read(async (reader) => ({
        kept: await reader.metrics([customer.id]),
        recomputed: metricsFromSales(customer.id, await reader.salesOf(customer.id)),
      }));
      expect(found.kept).toEqual([found.recomputed]);
      expect(found.recomputed.cells[0]).toMatchObject({ orders: 5, returns: 1 });
    });

    test('[K4] a second return of the same goods is kept and leaves an issue', async () => {
      const sale = buildSale({ id: id('twice'), customerId: null });
      const returns = ['first back', 'second back'].map((key) =>
        buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], { id: id(key) }),
      );
      await store.write((writer) => applyMutation(writer, 'recordSale', { sale }, buildContext()));
      for (const document of returns) {
        await store.write((writer) =>
          applyMutation(writer, 'recordReturn', { sale: document }, buildContext()),
        );
      }
      const issues = await store.read(async (reader) => {
        const rows = await reader.children('saleIssue', id('second back'));
        return rows.map((row) => row.code);
      });
      expect(issues).toEqual(['over_returned']);
    });
  });
}
