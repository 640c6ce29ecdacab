/** One batch of an import at the server, whoever has read or made it up. */
import { type MutationArgs, parseArgs } from '../../domain/mutations/registry.ts';
import { chainHash } from '../../domain/sync/log-entry.ts';
import { sha256Hex } from '../../domain/values/hash.ts';
import { nameBasedId, newId } from '../../domain/values/ids.ts';
import type { Dependencies } from '../dependencies.ts';
import { applyOne } from '../mutations/apply-one.ts';
import { RequestRefused } from '../request-refused.ts';
import type { TenantWriter } from '../storage/storage.ts';

type Batch = MutationArgs<'importBatch'>;

/** What the import added; what was there already counts as nothing. */
export interface Added {
  sales: number;
  returns: number;
  customers: number;
  products: number;
  locations: number;
}

export function nothingAdded(): Added {
  return { sales: 0, returns: 0, customers: 0, products: 0, locations: 0 };
}

/** Applies a batch like a mutation of a device, in one transaction, and adds up what was new. */
export function applyBatch(
  dependencies: Dependencies,
  tenantId: string,
  batch: Batch,
  added: Added,
): Promise<void> {
  return dependencies.storage.write(tenantId, (writer) =>
    applyIn(writer, dependencies, tenantId, batch, added),
  );
}

async function applyIn(
  writer: TenantWriter,
  { clock, randomBytes }: Dependencies,
  tenantId: string,
  batch: Batch,
  added: Added,
): Promise<void> {
  const parsed = parseArgs('importBatch', batch);
  if (!parsed.ok) throw new RequestRefused(parsed.refusals);
  const now = clock();
  const mutationId = newId(now, randomBytes);
  const context = { mutationId, actorId: batch.run.startedBy, deviceId: null, at: now };
  const result = await applyOne(writer, 'importBatch', parsed.args, context, now);
  if (!result.ok) throw new RequestRefused([result.refusal]);

  const returns = writer.addedSales().filter((sale) => sale.type === 'return').length;
  const customers = writer.written('customer');
  const products = writer.written('product');
  const locations = writer.written('location');
  const documents = writer.written('sale');
  if (documents + customers + products + locations + writer.written('category') === 0) return;
  added.sales += documents - returns;
  added.returns += returns;
  added.customers += customers;
  added.products += products;
  added.locations += locations;
  await noteInLog(tenantId, writer, mutationId, batch);
}

/** Gives the batch its place in the log of the command, as if it were a device of the shop. */
async function noteInLog(
  tenantId: string,
  writer: TenantWriter,
  mutationId: string,
  batch: Batch,
): Promise<void> {
  const deviceId = nameBasedId('device', tenantId, 'import command');
  const incarnation = nameBasedId('incarnation', deviceId);
  const head = await writer.log.head(deviceId, incarnation);
  const seq = head.seq + 1;
  const hash = sha256Hex(`${batch.run.id}\n${batch.sales.map((sale) => sale.id).join('\n')}`);
  writer.log.addOutcome(deviceId, incarnation, {
    mutationId,
    seq,
    hash,
    outcome: 'applied',
    code: null,
    v: writer.v,
  });
  const link = { incarnation, seq, hash, previousHash: head.chainHash };
  await writer.log.setHead(deviceId, incarnation, { seq, chainHash: chainHash(link) });
}
