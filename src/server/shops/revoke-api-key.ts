/** Takes a key back: from now on whoever sends it is nobody. */
import type { ApiKey } from '../../domain/model/shop.ts';
import type { Dependencies } from '../dependencies.ts';
import { type Doer, noteAudit, operator } from '../mutations/note-audit.ts';

/** Answers the key; undefined where the shop has none with this id. Taken back twice, it keeps the first time. */
export function revokeApiKey(
  dependencies: Dependencies,
  tenantId: string,
  keyId: string,
  doer: Doer = operator,
): Promise<ApiKey | undefined> {
  const { storage, clock } = dependencies;
  return storage.write(tenantId, async (writer) => {
    const key = await writer.get('apiKey', keyId);
    if (!key || key.revokedAt !== undefined) return key;
    const revoked = { ...key, revokedAt: clock() };
    await writer.put('apiKey', revoked);
    await writer.credentials.revokeApiKey(keyId, revoked.revokedAt);
    await noteAudit(writer, dependencies, {
      ...doer,
      action: 'key_revoked',
      strength: 'verified',
      subjectId: keyId,
    });
    return revoked;
  });
}
