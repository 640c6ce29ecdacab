/** The certificate of an erasure (rule E5), as REST answers it and the command prints it. */
import * as z from 'zod';
import { erasureCertificate } from '../../domain/history/erasure-certificate.ts';
import type { Erasure } from '../../domain/model/records.ts';
import type { Device } from '../../domain/model/shop.ts';
import type { StoreReader } from '../../domain/store.ts';
import { isoInstant } from '../../domain/values/calendar.ts';
import type { Dependencies } from '../dependencies.ts';

export const certificateSchema = z
  .object({
    id: z.string(),
    customer_ids: z.array(z.string()).describe('All who were taken for this person.'),
    state: z
      .enum(['requested', 'done_on_server', 'done_everywhere'])
      .describe('`done_everywhere`: every device that knew the person has said that it forgot.'),
    requested_at: z.string(),
    requested_by: z.string().nullable(),
    done_on_server_at: z.string().nullable(),
    wiped_from_files_at: z
      .string()
      .nullable()
      .describe(
        "Since when no file of the server's database holds a byte of the person; null until the night after, when they are written anew.",
      ),
    devices: z.array(z.object({ id: z.string(), name: z.string(), done_at: z.string().nullable() })),
    oldest_backup_at: z
      .string()
      .nullable()
      .describe(
        'Backups made before the erasure still hold the person, sealed, until they are deleted for their age.',
      ),
  })
  .meta({ id: 'ErasureCertificate' });

/** What it is read from. */
interface ErasureReader extends Pick<StoreReader, 'children'> {
  all(kind: 'device'): Promise<readonly Device[]>;
}

const orNull = (at: number | null | undefined) => (at === null || at === undefined ? null : isoInstant(at));

export async function certificateView(
  reader: ErasureReader,
  erasure: Erasure,
  { oldestBackupAt, wipedAt }: Pick<Dependencies, 'oldestBackupAt' | 'wipedAt'>,
): Promise<z.infer<typeof certificateSchema>> {
  const reports = await reader.children('erasureReport', erasure.id);
  const { state, devices } = erasureCertificate(erasure, reports, await reader.all('device'));
  return {
    id: erasure.id,
    customer_ids: erasure.customerIds,
    state,
    requested_at: isoInstant(erasure.requestedAt),
    requested_by: erasure.requestedBy,
    done_on_server_at: orNull(erasure.doneOnServerAt),
    wiped_from_files_at: orNull(wipedAt?.(erasure.id)),
    devices: devices.map(({ device, doneAt }) => ({
      id: device.id,
      name: device.name,
      done_at: orNull(doneAt),
    })),
    oldest_backup_at: orNull(oldestBackupAt?.()),
  };
}
