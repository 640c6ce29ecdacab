import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricsFromSales } from '../metrics/write-sales.ts';
import { emptyCustomerFields } from '../model/customer.ts';
import { type EntityKind, entities, entityKinds } from '../model/entities.ts';
import type { Sale } from '../model/sale.ts';
import { saleArbitrary } from '../testing/arbitraries.ts';
import { buildProduct, buildSale, id, noon, shop } from '../testing/build.ts';
import {
  type DeviceScope,
  documentsAskedFor,
  kindsOf,
  pageScope,
  scopeOf,
  withinScope,
} from './device-scope.ts';
import type { FeedRow } from './protocol.ts';

const own = id('this device');
const stall = id('stall');

const scopeArbitrary: fc.Arbitrary<DeviceScope> = fc.record({
  deviceId: fc.constant(own),
  version: fc.integer({ min: 1, max: 9 }),
  locationIds: fc.constantFrom(null, [shop], [stall], [shop, stall], [id('nowhere')]),
  isCounter: fc.boolean(),
});

/** A document of this or another device, with the rows that stand beside it. */
const documentArbitrary = fc
  .tuple(saleArbitrary, fc.constantFrom(own, id('other device'), null))
  .map(([sale, deviceId]): Sale => ({ ...sale, deviceId }));

const fed = (table: string, row: { readonly id: string }, v = 7): FeedRow => ({
  table,
  id: row.id,
  v,
  row,
  mac: `mark of ${table} ${row.id}`,
});

const besideKinds = ['saleIssue', 'saleClock', 'saleLabel', 'salePrint', 'saleText', 'saleVoid'] as const;

function rowsOf(sales: readonly Sale[]): FeedRow[] {
  return sales.flatMap((sale) => [
    fed('sale', sale),
    ...besideKinds.map((kind) =>
      fed(kind, { id: id(`${kind} ${sale.id}`), sale: { id: sale.id } } as { id: string }),
    ),
    fed('layaway', { ...sale, id: id(`layaway ${sale.id}`), customerId: null } as { id: string }),
    fed('attention', { id: id(`attention ${sale.id}`), deviceId: sale.deviceId } as { id: string }),
  ]);
}

const placesOf = (sales: readonly Sale[]) => new Map(sales.map((sale) => [sale.id, sale] as const));

const reaches = (scope: DeviceScope, sale: Sale) =>
  scope.locationIds === null || scope.locationIds.includes(sale.locationId) || sale.deviceId === own;

describe('what a device is sent', () => {
  it('[F6] goes by the place of whatever bears one, but for the devices of the shop', () => {
    const bearing = entityKinds.filter((kind) => 'locationId' in entities[kind].schema.shape);
    expect(bearing.filter((kind) => !kindsOf('place').includes(kind))).toEqual(['device']);
  });

  it('[F6] is nothing of other places, but what the device itself has made', () => {
    fc.assert(
      fc.property(fc.array(documentArbitrary, { maxLength: 12 }), scopeArbitrary, (sales, scope) => {
        const rows = rowsOf(sales);
        const places = placesOf(sales);
        for (const asked of documentsAskedFor(rows, scope)) expect(places.has(asked)).toBe(true);
        const sent = withinScope(rows, scope, places);
        const outside = sales.filter((sale) => !reaches(scope, sale)).map((sale) => sale.id);
        for (const saleId of outside) expect(JSON.stringify(sent)).not.toContain(saleId);
        const inside = sales.filter((sale) => reaches(scope, sale)).map((sale) => sale.id);
        const shown = sent.filter(({ table }) => table === 'sale').map((row) => row.id);
        expect(shown).toEqual(inside);
        for (const kind of besideKinds)
          expect(sent.filter(({ table }) => table === kind)).toHaveLength(inside.length);
      }),
    );
  });

  it('[F6] at the counter bears no cost and no personal note, and what was changed for that bears no mark', () => {
    const customer = {
      ...emptyCustomerFields('Ada'),
      ...{ id: id('ada'), createdAt: noon, createdBy: null, updatedAt: noon },
      internalNotes: 'pays late',
      editedAt: {},
      edits: { internalNotes: [{ id: id('edit'), at: noon, by: null, deviceId: null, v: 3, value: 'owes' }] },
    };
    const note = { id: id('note'), customerId: customer.id, authorId: null, writtenAt: noon } as const;
    const others = [
      fed('product', buildProduct('mug', { unitCostMilli: 777_777_777 })),
      fed('customer', customer),
      fed('note', { ...note, type: 'personal', text: 'likes tea' } as { id: string }),
      fed('note', { ...note, id: id('wish'), type: 'preference', text: 'no bag' } as { id: string }),
      fed('overruledEdit', { id: id('other over'), field: 'note', value: '{"text":"tea late"}' } as {
        id: string;
      }),
      fed('fieldChange', { id: id('was'), field: 'internalNotes', before: '"late"' } as { id: string }),
      fed('fieldChange', { id: id('note was'), field: 'note', after: '{"text":"late"}' } as { id: string }),
      fed('overruledEdit', { id: id('over'), field: 'internalNotes', value: '"late"' } as { id: string }),
    ];
    fc.assert(
      fc.property(fc.array(documentArbitrary, { maxLength: 6 }), (sales) => {
        const rows = [...rowsOf(sales), ...others];
        const scope = { deviceId: own, version: 1, locationIds: null, isCounter: true };
        const sent = withinScope(rows, scope, new Map());
        const text = JSON.stringify(sent);
        for (const hidden of ['costMinor', '777777777', 'pays late', 'owes', 'likes tea', 'late'])
          expect(text).not.toContain(hidden);
        expect(text).toContain('no bag');
        // It may have been of another type before, and on the device.
        expect(sent.find((one) => one.id === note.id)).toEqual({
          table: 'note',
          id: note.id,
          v: 7,
          row: null,
        });
        for (const one of sent) {
          const whole = rows.find(({ table, id: rowId }) => table === one.table && rowId === one.id);
          expect(one.mac === undefined).toBe(JSON.stringify(one.row) !== JSON.stringify(whole?.row));
        }
      }),
    );
  });

  it('[F6] [L4] are the figures that the documents sent add up to', () => {
    // What the device has made elsewhere, it counts itself.
    const foreign = documentArbitrary.map((sale) => ({ ...sale, deviceId: null }));
    fc.assert(
      fc.property(fc.array(foreign, { maxLength: 12 }), scopeArbitrary, (sales, scope) => {
        const figures = metricsFromSales(id('anna'), sales);
        const sent = withinScope(
          [...sales.map((sale) => fed('sale', sale)), { ...fed('metrics', { id: 'anna' }), row: figures }],
          scope,
          new Map(),
        );
        const shown = sent.filter(({ table }) => table === 'sale').map(({ row }) => row as Sale);
        const [sentFigures] = sent.filter(({ table }) => table === 'metrics');
        expect(sentFigures?.row ?? metricsFromSales(id('anna'), [])).toEqual(
          metricsFromSales(id('anna'), shown),
        );
      }),
    );
  });

  it('[F6] is for a device that nobody has limited the very rows, and no word more', () => {
    fc.assert(
      fc.property(fc.array(documentArbitrary, { maxLength: 6 }), (sales) => {
        const rows = rowsOf(sales);
        const scope = scopeOf({ id: own });
        expect(withinScope(rows, scope, new Map())).toBe(rows);
        expect(documentsAskedFor(rows, scope)).toEqual([]);
        expect(pageScope(scope)).toBeUndefined();
      }),
    );
  });

  it('[F6] says what is left out, and under which version', () => {
    const scope = { version: 3, locationIds: [shop], sees: 'counter' } as const;
    expect(pageScope(scopeOf({ id: own, scope: { ...scope, locationIds: [...scope.locationIds] } }))).toEqual(
      {
        version: 3,
        locationIds: [shop],
        leftOut: ['other_locations', 'costs', 'personal_notes'],
      },
    );
    expect(pageScope(scopeOf({ id: own, scope: { version: 4, locationIds: null, sees: 'office' } }))).toEqual(
      {
        version: 4,
        locationIds: null,
        leftOut: [],
      },
    );
  });

  it('[F6] leaves out the row beside a document that nobody knows, and keeps the word that a row was removed', () => {
    const scope = { deviceId: own, version: 1, locationIds: [shop], isCounter: false };
    const sale = buildSale({ locationId: stall });
    const beside = rowsOf([sale]).filter(({ table }) => table !== 'sale' && table !== 'layaway');
    expect(withinScope(beside, scope, new Map())).toEqual([]);
    const removed = entityKinds.map((kind: EntityKind): FeedRow => ({ ...fed(kind, sale), row: null }));
    expect(withinScope(removed, scope, new Map())).toEqual(removed);
  });
});
