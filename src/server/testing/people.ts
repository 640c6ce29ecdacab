/** People and devices of a test's shop, put there past all rules about who may. */
import { randomBytes } from 'node:crypto';
import type { Role } from '../../domain/model/shop.ts';
import { protocolVersion } from '../../domain/sync/protocol.ts';
import { newId } from '../../domain/values/ids.ts';
import { enrol } from '../auth/enrol.ts';
import { hashPassword } from '../auth/passwords.ts';
import { sessionCookie } from '../auth/session-cookie.ts';
import { hashOf } from '../auth/tokens.ts';
import { createEnrolCode } from '../shops/create-enrol-code.ts';
import type { CreatedShop } from '../shops/create-shop.ts';
import { TestDevice } from './test-device.ts';
import type { TestServer } from './test-server.ts';

export interface TestPerson {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

/** The password of everyone. */
const password = 'correct horse battery';
let passwordHash: Promise<string> | null = null;

/** A person with a password. */
export async function addPerson(
  { dependencies, shop }: TestServer,
  role: Role,
  locationIds: string[] | null = null,
  { tenantId }: CreatedShop = shop,
): Promise<TestPerson> {
  passwordHash ??= hashPassword(password);
  const id = newId(dependencies.clock(), randomBytes);
  const email = `${role}.${id}@example.com`;
  const login = { staffId: id, email, passwordHash: await passwordHash };
  await dependencies.storage.write(tenantId, async (writer) => {
    await writer.put('staff', { id, name: role, role, locationIds, active: true });
    await writer.credentials.setStaffLogin(login);
  });
  return { id, email, password };
}

/** A device at a place, by no request: of those a minute has few. */
export async function addDevice(
  { app, dependencies, shop }: TestServer,
  locationId: string,
  { tenantId }: CreatedShop = shop,
): Promise<TestDevice> {
  const { code } = await createEnrolCode(dependencies, tenantId, locationId);
  const wishes = { protocol: protocolVersion, code, deviceName: 'Till' } as const;
  const { response, token } = await enrol(dependencies, wishes);
  return new TestDevice(app, response, `${sessionCookie}=${token}`);
}

/** Signs somebody in on a device without the slow look at the password. */
export async function signInQuietly(
  { dependencies }: TestServer,
  { cookie, identity }: TestDevice,
  staffId: string,
): Promise<void> {
  const token = cookie.slice(cookie.indexOf('=') + 1);
  await dependencies.storage.write(identity.tenantId, (writer) =>
    writer.credentials.setSignIn(hashOf(token), { staffId, until: dependencies.clock() + 600_000 }),
  );
}
