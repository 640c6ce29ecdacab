/** Gives the owner of a shop another password: the way in for a shop that came without one, or whose owner has forgotten it. */
import { foldEmail } from '../../domain/values/email.ts';
import { hashPassword, madeUpPassword } from '../auth/passwords.ts';
import type { Dependencies } from '../dependencies.ts';
import { noteAudit } from '../mutations/note-audit.ts';
import { RequestRefused } from '../request-refused.ts';

interface OwnerLogin {
  readonly ownerEmail: string;
  /** Shown once. */
  readonly ownerPassword: string;
}

export async function giveOwnerLogin(
  dependencies: Dependencies,
  tenantId: string,
  email: string,
): Promise<OwnerLogin> {
  const { storage, randomBytes } = dependencies;
  const ownerEmail = foldEmail(email);
  const ownerPassword = madeUpPassword(randomBytes);
  const passwordHash = await hashPassword(ownerPassword);
  await storage.write(tenantId, async (writer) => {
    const owner = (await writer.all('staff')).find(({ role, active }) => role === 'owner' && active);
    if (!owner) throw new RequestRefused('staff_not_found');
    const { id: staffId } = owner;
    if (!(await writer.credentials.setStaffLogin({ staffId, email: ownerEmail, passwordHash })))
      throw new RequestRefused([{ code: 'email_taken', path: ['email'] }]);
    await writer.credentials.endSignIns(staffId);
    await noteAudit(writer, dependencies, {
      action: 'password_set',
      actorId: null,
      deviceId: null,
      strength: 'verified',
      subjectId: staffId,
    });
  });
  return { ownerEmail, ownerPassword };
}
