/** Signing in with e-mail address and password on an enrolled device: the person is *verified* for ten minutes (rule A1). */
import { worksAt } from '../../domain/authority/permissions.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Staff } from '../../domain/model/shop.ts';
import { foldEmail } from '../../domain/values/email.ts';
import type { Dependencies } from '../dependencies.ts';
import { noteAudit } from '../mutations/note-audit.ts';
import { RequestRefused } from '../request-refused.ts';
import type { KnownSession, SignIn, TenantWriter } from '../storage/storage.ts';
import { hashPassword, passwordMatches } from './passwords.ts';

const signInLivesMs = 10 * 60_000;

export interface SignInWishes {
  readonly email: string;
  readonly password: string;
}

/** What else is asked of a person whose password is right, and done with them: a code turns them away. */
export type Admission = (writer: TenantWriter, staff: Staff) => Promise<ErrorCode | null>;

export async function signIn(
  dependencies: Dependencies,
  tenantId: string,
  { deviceId, device, tokenHash }: Pick<KnownSession, 'deviceId' | 'device' | 'tokenHash'>,
  { email, password }: SignInWishes,
  admission: Admission = async () => null,
): Promise<SignIn> {
  const { storage, clock } = dependencies;
  const login = await storage.credentials.staffLogin(tenantId, foldEmail(email));
  const matches = await passwordMatches(login?.passwordHash, password);
  const answer = await storage.write(tenantId, async (writer) => {
    const staff = login && (await writer.get('staff', login.staffId));
    const note = (action: 'sign_in' | 'sign_in_failed', detail?: string): Promise<void> =>
      noteAudit(writer, dependencies, {
        action,
        actorId: action === 'sign_in' ? (staff?.id ?? null) : null,
        deviceId,
        strength: action === 'sign_in' ? 'verified' : 'asserted',
        subjectId: staff?.id ?? null,
        ...(detail !== undefined && { detail }),
      });
    if (!matches || !staff?.active) {
      await note('sign_in_failed', 'sign_in_failed');
      return 'sign_in_failed';
    }
    const refusal = worksAt(staff, device.locationId) ? await admission(writer, staff) : 'not_permitted';
    if (refusal !== null) {
      await note('sign_in_failed', refusal);
      return refusal;
    }
    const until = clock() + signInLivesMs;
    await writer.credentials.setSignIn(tokenHash, { staffId: staff.id, until });
    await note('sign_in');
    return { staff, until };
  });
  if (typeof answer === 'string') throw new RequestRefused(answer);
  return answer;
}

export async function signOut(
  dependencies: Dependencies,
  tenantId: string,
  { deviceId, tokenHash }: KnownSession,
  signedIn: Staff | null,
): Promise<void> {
  if (!signedIn) return;
  await dependencies.storage.write(tenantId, async (writer) => {
    await writer.credentials.setSignIn(tokenHash, null);
    const { id } = signedIn;
    await noteAudit(writer, dependencies, {
      action: 'sign_out',
      actorId: id,
      deviceId,
      strength: 'verified',
      subjectId: id,
    });
  });
}

/** Gives the person who is signed in another password; every other sign-in of theirs ends. */
export async function changeOwnPassword(
  dependencies: Dependencies,
  tenantId: string,
  session: KnownSession,
  signedIn: Staff,
  wishes: { readonly current: string; readonly next: string },
): Promise<void> {
  const { storage } = dependencies;
  const { id } = signedIn;
  const email = (await storage.credentials.staffEmails(tenantId)).get(id);
  const login = email === undefined ? undefined : await storage.credentials.staffLogin(tenantId, email);
  if (!login || !(await passwordMatches(login.passwordHash, wishes.current)))
    throw new RequestRefused('sign_in_failed');
  const passwordHash = await hashPassword(wishes.next);
  await storage.write(tenantId, async (writer) => {
    await writer.credentials.setStaffLogin({ ...login, passwordHash });
    await writer.credentials.endSignIns(id);
    await writer.credentials.setSignIn(session.tokenHash, {
      staffId: id,
      until: session.signIn?.until ?? 0,
    });
    await noteAudit(writer, dependencies, {
      action: 'password_set',
      actorId: id,
      deviceId: session.deviceId,
      strength: 'verified',
      subjectId: id,
    });
  });
}
