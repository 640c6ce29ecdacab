/** Makes a tenant with its first location, its owner and a key for its integrations. */
import { keyScopes } from '../../domain/authority/permissions.ts';
import type { Refusal } from '../../domain/errors.ts';
import type { MutationArgs } from '../../domain/mutations/registry.ts';
import { parseArgs } from '../../domain/mutations/registry.ts';
import { foldEmail } from '../../domain/values/email.ts';
import { newId } from '../../domain/values/ids.ts';
import { hashPassword, madeUpPassword } from '../auth/passwords.ts';
import type { Dependencies } from '../dependencies.ts';
import { applyOne } from '../mutations/apply-one.ts';
import { addApiKey } from './create-api-key.ts';

export interface ShopWishes {
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  /** Made up where absent. */
  readonly ownerEmail?: string;
}

export interface CreatedShop {
  readonly tenantId: string;
  readonly locationId: string;
  readonly ownerEmail: string;
  readonly ownerPassword: string;
  readonly apiToken: string;
}

export async function createShop(
  dependencies: Dependencies,
  wishes: ShopWishes,
): Promise<{ ok: true; shop: CreatedShop } | { ok: false; refusals: readonly Refusal[] }> {
  const { storage, clock, randomBytes } = dependencies;
  const now = clock();
  const makeId = (): string => newId(now, randomBytes);
  const [tenantId, locationId, ownerId] = [makeId(), makeId(), makeId()];
  const args: MutationArgs<'openShop'> = {
    tenant: { id: tenantId, name: wishes.name, createdAt: now },
    setting: {
      id: tenantId,
      shopName: wishes.name,
      taxNumber: null,
      currency: wishes.currency,
      timeZone: wishes.timeZone,
      cutOffHour: 0,
      taxMode: 'included',
      cashRoundingMinor: 1,
      receiptHead: '',
      receiptFoot: '',
      refundApprovalAboveMinor: null,
      discountApprovalAboveMilli: null,
      mode: 'retail',
      updatedAt: now,
    },
    location: { id: locationId, name: wishes.name, externalId: null, active: true },
    owner: { id: ownerId, name: 'Owner', role: 'owner', locationIds: null, active: true },
    device: null,
  };
  const parsed = parseArgs('openShop', args);
  if (!parsed.ok) return parsed;

  const ownerEmail = wishes.ownerEmail ?? `owner.${tenantId.slice(-12)}@shop.invalid`;
  const ownerPassword = madeUpPassword(randomBytes);
  const passwordHash = await hashPassword(ownerPassword);

  await storage.createTenant(tenantId, makeId());
  const { token } = await storage.write(tenantId, async (writer) => {
    const context = { mutationId: makeId(), actorId: ownerId, deviceId: null, at: now };
    const result = await applyOne(writer, 'openShop', parsed.args, context, now);
    if (!result.ok) throw new Error(`a new tenant refused to open: ${result.refusal.code}`);
    await writer.credentials.setStaffLogin({ staffId: ownerId, email: foldEmail(ownerEmail), passwordHash });
    return addApiKey(dependencies, tenantId, writer, 'First key', keyScopes);
  });
  return { ok: true, shop: { tenantId, locationId, ownerEmail, ownerPassword, apiToken: token } };
}
