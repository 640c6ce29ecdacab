/** The people of the shop (rules A1, A3; REQ-P4). */
import * as z from 'zod';
import { mayGiveLogin } from '../../domain/authority/staff-rules.ts';
import type { AuditAction } from '../../domain/model/records.ts';
import type { Staff } from '../../domain/model/shop.ts';
import { foldEmail } from '../../domain/values/email.ts';
import { newId } from '../../domain/values/ids.ts';
import { type Caller, callerOf } from '../auth/caller.ts';
import { hashPassword } from '../auth/passwords.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import { noteAudit } from '../mutations/note-audit.ts';
import { RequestRefused } from '../request-refused.ts';
import type { TenantReader, TenantWriter } from '../storage/storage.ts';
import { errorResponses } from '../views/error-view.ts';
import { accountChanges, accountView, accountViewSchema, loginBody, newAccountBody } from './account-body.ts';
import { idParams } from './request-values.ts';
import { seesSomeOf } from './seen-places.ts';

const oneAccount = z.object({ account: accountViewSchema });
const tags = ['accounts'];

export function registerAccountRoutes(app: App, dependencies: Dependencies): void {
  const { storage, clock, randomBytes } = dependencies;

  const viewOf = async (caller: Caller, staff: Staff) => {
    const emails = await storage.credentials.staffEmails(caller.tenantId);
    return { account: accountView(staff, emails.get(staff.id)) };
  };

  app.get(
    '/accounts',
    {
      config: { access: 'staff:read' },
      schema: {
        tags,
        summary: 'List the people of the shop',
        response: { 200: z.object({ accounts: z.array(accountViewSchema) }), ...errorResponses },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const staff = await storage.read(caller.tenantId, (reader) => reader.all('staff'));
      const emails = await storage.credentials.staffEmails(caller.tenantId);
      const seen = staff.filter((person) => seesSomeOf(caller, person.locationIds));
      return { accounts: seen.map((person) => accountView(person, emails.get(person.id))) };
    },
  );

  app.get(
    '/accounts/:id',
    {
      config: { access: 'staff:read' },
      schema: {
        tags,
        summary: 'Get a person',
        params: idParams,
        response: { 200: oneAccount, ...errorResponses },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const staff = await storage.read(caller.tenantId, (reader) => seen(reader, caller, request.params.id));
      return viewOf(caller, staff);
    },
  );

  app.post(
    '/accounts',
    {
      config: { access: 'staff:write' },
      schema: {
        tags,
        summary: 'Add a person',
        description: 'With e-mail address and password the person can sign in; without, only a PIN is left.',
        body: newAccountBody,
        response: { 201: oneAccount, ...errorResponses },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { name, role, location_ids, email, password } = request.body;
      const id = newId(clock(), randomBytes);
      const passwordHash = password === undefined ? undefined : await hashPassword(password);
      const staff = await storage.write(caller.tenantId, async (writer) => {
        const fields = { name: name.trim(), role, locationIds: location_ids };
        await mutateIn(writer, dependencies, caller, 'saveStaff', { id, fields });
        const added = await seen(writer, caller, id);
        if (email !== undefined && passwordHash !== undefined)
          await giveLogin(writer, caller, added, email, passwordHash);
        return added;
      });
      return reply.code(201).send(await viewOf(caller, staff));
    },
  );

  app.patch(
    '/accounts/:id',
    {
      config: { access: 'staff:write' },
      schema: {
        tags,
        summary: 'Edit a person',
        description:
          'Fields that are not given stay. Nobody changes the own rights, and only owners change owners.',
        params: idParams,
        body: accountChanges,
        response: { 200: oneAccount, ...errorResponses },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { name, role, location_ids } = request.body;
      const staff = await storage.write(caller.tenantId, async (writer) => {
        const { id, active: _active, ...before } = await seen(writer, caller, request.params.id);
        const fields = {
          name: name?.trim() ?? before.name,
          role: role ?? before.role,
          locationIds: location_ids === undefined ? before.locationIds : location_ids,
        };
        await mutateIn(writer, dependencies, caller, 'saveStaff', { id, fields });
        return seen(writer, caller, id);
      });
      return viewOf(caller, staff);
    },
  );

  const switches = [
    ['deactivate', 'deactivateStaff', 'Take all rights from a person'],
    ['reactivate', 'reactivateStaff', 'Give a person the rights back'],
  ] as const;
  for (const [name, mutation, summary] of switches) {
    app.post(
      `/accounts/:id/${name}`,
      {
        config: { access: 'staff:write' },
        schema: { tags, summary, params: idParams, response: { 200: oneAccount, ...errorResponses } },
      },
      async (request) => {
        const caller = callerOf(request);
        const staff = await storage.write(caller.tenantId, async (writer) => {
          const { id } = await seen(writer, caller, request.params.id);
          await mutateIn(writer, dependencies, caller, mutation, { id });
          return seen(writer, caller, id);
        });
        return viewOf(caller, staff);
      },
    );
  }

  app.put(
    '/accounts/:id/login',
    {
      config: { access: 'staff:write' },
      schema: {
        tags,
        summary: 'Set with what a person signs in',
        description: 'Whatever the person is signed in to ends.',
        params: idParams,
        body: loginBody,
        response: { 200: oneAccount, ...errorResponses },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { email, password } = request.body;
      const passwordHash = await hashPassword(password);
      const staff = await storage.write(caller.tenantId, async (writer) => {
        const person = await seen(writer, caller, request.params.id);
        await giveLogin(writer, caller, person, email, passwordHash);
        return person;
      });
      return viewOf(caller, staff);
    },
  );

  app.delete(
    '/accounts/:id/login',
    {
      config: { access: 'staff:write' },
      schema: {
        tags,
        summary: 'Take away with what a person signs in',
        params: idParams,
        response: { 204: z.null(), ...errorResponses },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      await storage.write(caller.tenantId, async (writer) => {
        const person = await seen(writer, caller, request.params.id);
        if (person.id === caller.signedIn?.id) throw new RequestRefused('not_permitted');
        refuseHigher(caller, person);
        await writer.credentials.removeStaffLogin(person.id);
        await writer.credentials.endSignIns(person.id);
        await note(writer, caller, 'login_removed', person.id);
      });
      return reply.code(204).send(null);
    },
  );

  async function giveLogin(
    writer: TenantWriter,
    caller: Caller,
    person: Staff,
    email: string,
    passwordHash: string,
  ): Promise<void> {
    refuseHigher(caller, person);
    const login = { staffId: person.id, email: foldEmail(email), passwordHash };
    if (!(await writer.credentials.setStaffLogin(login)))
      throw new RequestRefused([{ code: 'email_taken', path: ['email'] }]);
    await writer.credentials.endSignIns(person.id);
    await note(writer, caller, 'password_set', person.id);
  }

  function note(writer: TenantWriter, caller: Caller, action: AuditAction, subjectId: string): Promise<void> {
    const actorId = caller.signedIn?.id ?? null;
    const { deviceId } = caller;
    return noteAudit(writer, dependencies, { action, actorId, deviceId, strength: 'verified', subjectId });
  }
}

/** The person, where the caller's rights reach to a place of theirs; to others there is nobody. */
async function seen(reader: Pick<TenantReader, 'get'>, caller: Caller, id: string): Promise<Staff> {
  const staff = await reader.get('staff', id);
  if (!staff || !seesSomeOf(caller, staff.locationIds)) throw new RequestRefused('staff_not_found');
  return staff;
}

/** Who sets a password could sign in with it, so it must be nobody with more rights. */
function refuseHigher({ signedIn }: Caller, person: Staff): void {
  if (!signedIn || !mayGiveLogin(signedIn, person)) throw new RequestRefused('not_permitted');
}
