/** The devices of the shop (DESIGN §9): list, rename, move, revoke, and codes with which new ones join. */
import * as z from 'zod';
import type { Device } from '../../domain/model/shop.ts';
import { deviceClasses } from '../../domain/model/shop.ts';
import { type Caller, callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import { noteAudit } from '../mutations/note-audit.ts';
import { RequestRefused } from '../request-refused.ts';
import { createEnrolCode } from '../shops/create-enrol-code.ts';
import type { TenantReader } from '../storage/storage.ts';
import { errorResponses } from '../views/error-view.ts';
import { acceptingNames, enumText } from './accepted-names.ts';
import { cardFree, idParams, idText } from './request-values.ts';
import { seesPlace } from './seen-places.ts';

const deviceViewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    location_id: z.string(),
    device_class: z.enum(deviceClasses),
    receipt_code: z.string().describe('With which its receipt numbers begin.'),
    scope: z
      .object({ version: z.int(), location_ids: z.array(z.string()).nullable(), sees: z.enum(deviceClasses) })
      .nullable()
      .describe(
        'What it is shown: documents of which places, and whether costs and personal notes. Null: all.',
      ),
    enrolled_at: z.iso.datetime(),
    revoked_at: z.iso.datetime().nullable(),
    handed_in_at: z.iso.datetime().nullable().describe('When a revoked device had nothing left to send.'),
    last_seen_at: z.iso.datetime().nullable().describe('When it last asked anything, to the minute.'),
    is_this: z.boolean().describe('Whether it is the device that asks.'),
  })
  .meta({ id: 'Device' });
const oneDevice = z.object({ device: deviceViewSchema });

const deviceChanges = acceptingNames(
  z
    .object({
      name: cardFree(
        z
          .string()
          .max(255, { error: 'name_too_long' })
          .refine((text) => text.trim() !== '', { error: 'name_required' }),
      ),
      location_id: idText,
      device_class: enumText(deviceClasses),
    })
    .partial(),
);
const codeBody = acceptingNames(
  z.object({ location_id: idText.optional().describe('Where the device will stand.') }),
);
const contactsAnswer = z.object({
  contacts: z.array(z.object({ device_id: z.string(), last_seen_at: z.iso.datetime() })),
});
const codeAnswer = z.object({
  code: z.string(),
  expires_at: z.iso.datetime(),
  origin: z
    .string()
    .nullable()
    .describe(
      'The address at which a device finds the server; null where the server knows none that leads to it.',
    ),
});
const tags = ['devices'];

export function registerDeviceRoutes(app: App, dependencies: Dependencies): void {
  const { storage } = dependencies;

  const viewOf = async (device: Device, caller: Caller) => {
    const contacts = await app.contacts.of(caller.tenantId);
    return { device: deviceView(device, caller, contacts) };
  };

  app.get(
    '/devices',
    {
      config: { access: 'devices:read' },
      schema: {
        tags,
        summary: 'List the devices',
        response: { 200: z.object({ devices: z.array(deviceViewSchema) }), ...errorResponses },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const devices = await storage.read(caller.tenantId, (reader) => reader.all('device'));
      const seen = devices.filter((device) => seesPlace(caller, device.locationId));
      const contacts = await app.contacts.of(caller.tenantId);
      return { devices: seen.map((device) => deviceView(device, caller, contacts)) };
    },
  );

  app.get(
    '/devices/contacts',
    {
      config: { access: 'device' },
      schema: {
        tags,
        summary: 'When the devices were last heard of',
        description: 'For any device of the shop: the feed does not tell it.',
        response: { 200: contactsAnswer, ...errorResponses },
      },
    },
    async (request) => {
      const contacts = await app.contacts.of(callerOf(request).tenantId);
      return {
        contacts: [...contacts].map(([device_id, at]) => ({
          device_id,
          last_seen_at: new Date(at).toISOString(),
        })),
      };
    },
  );

  app.get(
    '/devices/:id',
    {
      config: { access: 'devices:read' },
      schema: {
        tags,
        summary: 'Get a device',
        params: idParams,
        response: { 200: oneDevice, ...errorResponses },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const found = await storage.read(caller.tenantId, (reader) =>
        seenDevice(reader, caller, request.params.id),
      );
      return viewOf(found, caller);
    },
  );

  app.patch(
    '/devices/:id',
    {
      config: { access: 'devices:write' },
      schema: {
        tags,
        summary: 'Rename or move a device',
        params: idParams,
        body: deviceChanges,
        response: { 200: oneDevice, ...errorResponses },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { name, location_id, device_class } = request.body;
      const changes = {
        ...(name !== undefined && { name: name.trim() }),
        ...(location_id !== undefined && { locationId: location_id }),
        ...(device_class !== undefined && { deviceClass: device_class }),
      };
      const edited = await storage.write(caller.tenantId, async (writer) => {
        const { id } = await seenDevice(writer, caller, request.params.id);
        await mutateIn(writer, dependencies, caller, 'editDevice', { id, changes });
        return seenDevice(writer, caller, id);
      });
      return viewOf(edited, caller);
    },
  );

  app.post(
    '/devices/:id/revoke',
    {
      config: { access: 'devices:write' },
      schema: {
        tags,
        summary: 'Shut a device out',
        description:
          'It may hand in what it has not sent, which is put aside for a manager, and then wipes itself.',
        params: idParams,
        response: { 200: oneDevice, ...errorResponses },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const revoked = await storage.write(caller.tenantId, async (writer) => {
        const { id } = await seenDevice(writer, caller, request.params.id);
        await mutateIn(writer, dependencies, caller, 'revokeDevice', { id });
        return seenDevice(writer, caller, id);
      });
      return viewOf(revoked, caller);
    },
  );

  app.post(
    '/devices/enrol-codes',
    {
      config: { access: 'devices:write' },
      schema: {
        tags,
        summary: 'Make a code with which a device joins the shop',
        description: 'It works once and for an hour.',
        body: codeBody,
        response: { 201: codeAnswer, ...errorResponses },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { tenantId, signedIn, session } = caller;
      const locationId = request.body.location_id ?? session?.device.locationId;
      if (locationId !== undefined && !seesPlace(caller, locationId))
        throw new RequestRefused([{ code: 'not_found', path: ['location_id'] }]);
      const { code, expiresAt } = await createEnrolCode(dependencies, tenantId, locationId);
      await storage.write(tenantId, (writer) =>
        noteAudit(writer, dependencies, {
          action: 'enrol_code_made',
          actorId: signedIn?.id ?? null,
          deviceId: caller.deviceId,
          strength: 'verified',
          subjectId: locationId ?? null,
        }),
      );
      const origin = dependencies.originForDevices?.() ?? null;
      return reply.code(201).send({ code, expires_at: new Date(expiresAt).toISOString(), origin });
    },
  );
}

/** The device, where the caller's rights reach to its place; to others there is none. */
async function seenDevice(reader: Pick<TenantReader, 'get'>, caller: Caller, id: string): Promise<Device> {
  const device = await reader.get('device', id);
  if (!device || !seesPlace(caller, device.locationId)) throw new RequestRefused('device_not_found');
  return device;
}

function scopeView({ scope }: Device): z.infer<typeof deviceViewSchema>['scope'] {
  return scope ? { version: scope.version, location_ids: scope.locationIds, sees: scope.sees } : null;
}

function deviceView(
  device: Device,
  caller: Caller,
  contacts: ReadonlyMap<string, number>,
): z.infer<typeof deviceViewSchema> {
  const instant = (at: number | undefined): string | null =>
    at === undefined ? null : new Date(at).toISOString();
  return {
    id: device.id,
    name: device.name,
    location_id: device.locationId,
    device_class: device.deviceClass,
    receipt_code: device.receiptCode,
    scope: scopeView(device),
    enrolled_at: new Date(device.enrolledAt).toISOString(),
    revoked_at: instant(device.revokedAt),
    handed_in_at: instant(device.handedInAt),
    last_seen_at: instant(contacts.get(device.id)),
    is_this: device.id === caller.deviceId,
  };
}
