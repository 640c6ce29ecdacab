/** A device joins a shop with a one-time code (DESIGN §9) and gets a session and a receipt code of its own. */
import type { EnrolRequest, EnrolResponse } from '../../domain/sync/protocol.ts';
import { newId } from '../../domain/values/ids.ts';
import type { Dependencies } from '../dependencies.ts';
import { noteAudit } from '../mutations/note-audit.ts';
import { RequestRefused } from '../request-refused.ts';
import { enrolCodeHash } from './enrol-codes.ts';
import { giveQueueKey, newQueueKey } from './queue-key.ts';
import { nextReceiptCode } from './receipt-code.ts';
import { newToken } from './tokens.ts';

export interface Enrolled {
  readonly response: EnrolResponse;
  /** For the session cookie. */
  readonly token: string;
}

export async function enrol(
  dependencies: Dependencies,
  { code, deviceName }: EnrolRequest,
): Promise<Enrolled> {
  const { storage, clock, randomBytes } = dependencies;
  const codeHash = enrolCodeHash(code);
  const known = await storage.credentials.enrolCode(codeHash);
  if (!known) throw new RequestRefused('enrol_code_invalid');
  const { tenantId, locationId } = known;
  const now = clock();
  const deviceId = newId(now, randomBytes);
  const { token, hash } = newToken('rs', tenantId, randomBytes);
  // Made before the transaction, which waits for the database alone.
  const queueKey = await newQueueKey();

  const response = await storage.write(tenantId, async (writer): Promise<EnrolResponse> => {
    if (!(await writer.credentials.spendEnrolCode(codeHash, deviceId, now)))
      throw new RequestRefused('enrol_code_invalid');
    const devices = await writer.all('device');
    const owner = (await writer.all('staff')).find((staff) => staff.role === 'owner' && staff.active);
    const setting = await writer.get('setting', tenantId);
    if (!owner || !setting) throw new Error('a shop without an owner or without settings');
    const receiptCode = nextReceiptCode(new Set(devices.map((device) => device.receiptCode)));
    await writer.put('device', {
      id: deviceId,
      name: deviceName.trim() || receiptCode,
      locationId,
      deviceClass: 'counter',
      receiptCode,
      enrolledAt: now,
    });
    await writer.credentials.addSession({
      deviceId,
      tokenHash: hash,
      createdAt: now,
      revokedAt: null,
      previousHash: null,
    });
    await noteAudit(writer, dependencies, {
      action: 'device_enrolled',
      actorId: null,
      deviceId,
      strength: 'asserted',
      subjectId: deviceId,
    });
    await giveQueueKey(writer, tenantId, queueKey);
    const { epoch } = await writer.position();
    return {
      tenantId,
      shopName: setting.shopName,
      deviceId,
      locationId,
      actorId: owner.id,
      receiptCode,
      epoch,
      serverTime: now,
    };
  });
  return { response, token };
}
