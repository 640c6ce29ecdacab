/** Erasing a person (REQ-P1, rules E1, E5): what is asked for, and the certificate of how far it has come. */
import * as z from 'zod';
import {
  type ErasureCertificate,
  erasureCertificate,
  lastErasureOf,
} from '../../domain/history/erasure-certificate.ts';
import type { Erasure } from '../../domain/model/records.ts';
import type { StoreReader } from '../../domain/store.ts';
import { isoInstant } from '../../domain/values/calendar.ts';
import { newId } from '../../domain/values/ids.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import { RequestRefused } from '../request-refused.ts';
import { errorResponses } from '../views/error-view.ts';
import { acceptingNames } from './accepted-names.ts';
import { idParams, idText } from './request-values.ts';
import { shownCustomer } from './shown-customer.ts';

const certificateSchema = z
  .object({
    id: z.string(),
    customer_ids: z.array(z.string()).describe('All who were taken for this person.'),
    state: z
      .enum(['requested', 'done_on_server', 'done_everywhere'])
      .describe('`done_everywhere`: every device that knew the person has said that it forgot.'),
    requested_at: z.string(),
    requested_by: z.string().nullable(),
    done_on_server_at: z.string().nullable(),
    devices: z.array(z.object({ id: z.string(), name: z.string(), done_at: z.string().nullable() })),
    oldest_backup_at: z
      .string()
      .nullable()
      .describe(
        'Backups made before the erasure still hold the person, sealed, until they are deleted for their age.',
      ),
  })
  .meta({ id: 'ErasureCertificate' });

const eraseBody = acceptingNames(
  z.object({
    customer_ids: z
      .array(idText)
      .min(1)
      .optional()
      .describe('Who was previewed; default: the customer and everyone merged with it now.'),
  }),
);
const answer = { 200: z.object({ erasure: certificateSchema }), ...errorResponses };
const tags = ['privacy'];

export function registerCustomerErasureRoutes(app: App, dependencies: Dependencies): void {
  const { storage, clock, randomBytes, oldestBackupAt } = dependencies;

  const viewOf = async (reader: ErasureReader, erasure: Erasure) => {
    const reports = await reader.children('erasureReport', erasure.id);
    const certificate = erasureCertificate(erasure, reports, await reader.all('device'));
    return { erasure: certificateView(erasure, certificate, oldestBackupAt?.() ?? null) };
  };

  app.post(
    '/customers/:id/erase',
    {
      config: { access: 'customers:erase' },
      schema: {
        tags,
        summary: 'Erase a person',
        description:
          'Every personal field goes, on the server at once and on each device when it next asks. Sales stay as anonymous facts, and figures stay as they are. It cannot be undone.',
        params: idParams,
        body: eraseBody.nullish(),
        response: answer,
      },
    },
    (request) => {
      const caller = callerOf(request);
      return storage.write(caller.tenantId, async (writer) => {
        const { group } = await shownCustomer(writer, request.params.id);
        const customerIds = request.body?.customer_ids ?? [...group.memberIds];
        const isOfGroup = (id: string) => group.memberIds.includes(id);
        if (!customerIds.every(isOfGroup))
          throw new RequestRefused([{ code: 'customer_not_found', path: ['customer_ids'] }]);
        const id = newId(clock(), randomBytes);
        await mutateIn(writer, dependencies, caller, 'eraseCustomer', { id, customerIds });
        const erasure = await writer.get('erasure', id);
        if (!erasure) throw new Error('the erasure was not written');
        return viewOf(writer, erasure);
      });
    },
  );

  app.get(
    '/customers/:id/erasure',
    {
      config: { access: 'customers:read' },
      schema: {
        tags,
        summary: 'How far the erasure of a person has come',
        params: idParams,
        response: answer,
      },
    },
    (request) => {
      const caller = callerOf(request);
      return storage.read(caller.tenantId, async (reader) => {
        const found = lastErasureOf(await reader.all('erasure'), request.params.id);
        if (!found) throw new RequestRefused('not_found');
        return viewOf(reader, found);
      });
    },
  );
}

type ErasureReader = StoreReader & {
  all(kind: 'device'): Promise<Parameters<typeof erasureCertificate>[2]>;
};

function certificateView(
  erasure: Erasure,
  { state, devices }: ErasureCertificate,
  oldestBackup: number | null,
): z.infer<typeof certificateSchema> {
  const orNull = (at: number | null) => (at === null ? null : isoInstant(at));
  return {
    id: erasure.id,
    customer_ids: erasure.customerIds,
    state,
    requested_at: isoInstant(erasure.requestedAt),
    requested_by: erasure.requestedBy,
    done_on_server_at: orNull(erasure.doneOnServerAt),
    devices: devices.map(({ device, doneAt }) => ({
      id: device.id,
      name: device.name,
      done_at: orNull(doneAt),
    })),
    oldest_backup_at: orNull(oldestBackup),
  };
}
