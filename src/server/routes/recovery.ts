/** After a restore (rule X2): which devices are still waited for, and no longer waiting for those that will not come. */
import * as z from 'zod';
import { type Caller, callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { noteAudit } from '../mutations/note-audit.ts';
import { type RecoveryState, recoveryState } from '../sync/recovery-state.ts';
import { errorResponses } from '../views/error-view.ts';
import { seesPlace } from './seen-places.ts';

const recoveryViewSchema = z
  .object({
    recovering: z.boolean().describe('Whether devices are still waited for.'),
    restored_at: z.iso.datetime().nullable().describe('When the shop was last restored from a backup.'),
    missing: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .describe('Devices that have not brought back what they know.'),
  })
  .meta({ id: 'Recovery' });
const response = { 200: z.object({ recovery: recoveryViewSchema }), ...errorResponses };
const tags = ['devices'];

export function registerRecoveryRoutes(app: App, dependencies: Dependencies): void {
  const { storage, clock } = dependencies;

  app.get(
    '/recovery',
    {
      config: { access: 'device' },
      schema: { tags, summary: 'Which devices a restored shop waits for', response },
    },
    async (request) => {
      const caller = callerOf(request);
      return { recovery: viewOf(await storage.read(caller.tenantId, recoveryState), caller) };
    },
  );

  app.post(
    '/recovery/end',
    {
      config: { access: 'recovery:end' },
      schema: {
        tags,
        summary: 'Wait for no more devices after a restore',
        description: 'A device that comes back later is still heard.',
        response,
      },
    },
    (request) => {
      const caller = callerOf(request);
      return storage.write(caller.tenantId, async (writer) => {
        const before = await recoveryState({
          recovery: () => writer.rescue.recovery(),
          all: (kind) => writer.all(kind),
        });
        if (before.recovering) {
          await writer.rescue.end(clock());
          await noteAudit(writer, dependencies, {
            action: 'recovery_ended',
            actorId: caller.signedIn?.id ?? null,
            deviceId: caller.deviceId,
            strength: 'verified',
            subjectId: null,
          });
        }
        return { recovery: viewOf({ ...before, recovering: false }, caller) };
      });
    },
  );
}

function viewOf({ recovering, restoredAt, missing }: RecoveryState, caller: Caller) {
  return {
    recovering,
    restored_at: restoredAt === null ? null : new Date(restoredAt).toISOString(),
    missing: missing
      .filter((device) => seesPlace(caller, device.locationId))
      .map(({ id, name }) => ({ id, name })),
  };
}
