/** What the server holds of its one shop, read past it. */

import type { EntityKind } from '../../src/domain/model/entities.ts';
import { guestId } from '../../src/domain/model/primitives.ts';
import { canonicalJson } from '../../src/domain/values/canonical-json.ts';
import { entityFromBody, metricsFromBody, saleFromBody } from '../../src/server/storage/rows.ts';
import { type Digest, DigestBuilder } from './digest.ts';
import type { Holding, PlainDocument } from './shop-day.ts';
import type { ShopServer } from './shop-server.ts';

interface StoredBody {
  readonly id: string;
  readonly v: number;
  readonly body: string;
}

export function serverHolding(server: ShopServer): Holding {
  const [tenant] = server.ask<{ v: number }>('select v from tenant');
  const rows = server.ask<StoredBody & { kind: EntityKind }>(
    'select kind, id, v, body from entity where removed = 0',
  );
  const sales = server.ask<StoredBody>('select id, v, body from sale');
  return {
    position: tenant?.v ?? 0,
    rows: [
      ...rows.map(({ kind, id, v, body }) => ({
        key: `${kind} ${id}`,
        v,
        content: canonicalJson(entityFromBody(kind, body)),
      })),
      ...sales.map(({ id, v, body }) => ({
        key: `sale ${id}`,
        v,
        content: canonicalJson(saleFromBody(body)),
      })),
    ],
  };
}

/** The same in a few numbers, with the figures of all customers. */
export function serverDigest(server: ShopServer): Digest {
  const builder = new DigestBuilder();
  const rows = server.each<StoredBody & { kind: EntityKind }>(
    'select kind, id, body from entity where removed = 0',
  );
  for (const { kind, id, body } of rows) builder.add(kind, id, entityFromBody(kind, body));
  for (const { id, body } of server.each<StoredBody>('select id, body from sale'))
    builder.add('sale', id, saleFromBody(body));
  const figures = server.each<StoredBody>('select customer_id as id, body from customer_metrics');
  for (const { id, body } of figures) builder.add('figures', id, metricsFromBody(body).cells);
  return builder.end();
}

export function serverDocuments(server: ShopServer): PlainDocument[] {
  const sales = server.ask<{ number: string; total: number; customer: string }>(
    'select number, total_minor as total, customer_id as customer from sale',
  );
  return sales.map(({ number, total, customer }) => ({
    number,
    totalMinor: total,
    customerId: customer === guestId ? null : customer,
  }));
}
