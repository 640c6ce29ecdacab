/** Makes a key with which another program uses the REST interface of a shop. */
import type { Scope } from '../../domain/authority/permissions.ts';
import { newId } from '../../domain/values/ids.ts';
import { newToken } from '../auth/tokens.ts';
import type { Dependencies } from '../dependencies.ts';
import { type Doer, noteAudit, operator } from '../mutations/note-audit.ts';
import type { TenantWriter } from '../storage/storage.ts';

export interface CreatedKey {
  readonly keyId: string;
  /** Shown once. */
  readonly token: string;
}

export function createApiKey(
  dependencies: Dependencies,
  tenantId: string,
  label: string,
  scopes: readonly Scope[],
  doer: Doer = operator,
): Promise<CreatedKey> {
  return dependencies.storage.write(tenantId, async (writer) => {
    const created = await addApiKey(dependencies, tenantId, writer, label, scopes);
    await noteAudit(writer, dependencies, {
      ...doer,
      action: 'key_made',
      strength: 'verified',
      subjectId: created.keyId,
    });
    return created;
  });
}

/** The same within a transaction that has more to do. */
export async function addApiKey(
  { clock, randomBytes }: Dependencies,
  tenantId: string,
  writer: TenantWriter,
  label: string,
  scopes: readonly Scope[],
): Promise<CreatedKey> {
  const now = clock();
  const keyId = newId(now, randomBytes);
  const { token, hash } = newToken('rk', tenantId, randomBytes);
  await writer.put('apiKey', { id: keyId, label, scopes: [...scopes], createdAt: now });
  await writer.credentials.addApiKey({ keyId, tokenHash: hash, scopes, createdAt: now, revokedAt: null });
  return { keyId, token };
}
