/** Makes a one-time code with which a device joins a shop. */
import { firstLocation } from '../../domain/model/shop.ts';
import { enrolCodeHash, enrolCodeLivesMs, newEnrolCode } from '../auth/enrol-codes.ts';
import type { Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';

/**
 * @param locationId where the device will stand; the shop's first location where absent
 * @returns the code, shown once, and until when it holds (UTC milliseconds)
 */
export async function createEnrolCode(
  { storage, clock, randomBytes }: Dependencies,
  tenantId: string,
  locationId?: string,
): Promise<{ code: string; expiresAt: number }> {
  const now = clock();
  const code = newEnrolCode(randomBytes);
  const expiresAt = now + enrolCodeLivesMs;
  await storage.write(tenantId, async (writer) => {
    const locations = await writer.all('location');
    const location = locationId
      ? locations.find(({ id, active }) => active && id === locationId)
      : firstLocation(locations);
    if (!location) throw new RequestRefused([{ code: 'not_found', path: ['location'] }]);
    await writer.credentials.addEnrolCode({
      codeHash: enrolCodeHash(code),
      locationId: location.id,
      createdAt: now,
      expiresAt,
      usedAt: null,
    });
  });
  return { code, expiresAt };
}
