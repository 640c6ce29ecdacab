/** The audit log (REQ-P3): read by auditors, edited by nobody. */
import * as z from 'zod';
import { auditSubjects } from '../../domain/history/audit-subjects.ts';
import type { EntityRow } from '../../domain/model/entities.ts';
import { auditActions, strengths } from '../../domain/model/records.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import type { TenantReader } from '../storage/storage.ts';
import { errorResponses } from '../views/error-view.ts';
import { acceptingNames, enumText } from './accepted-names.ts';
import { idText } from './request-values.ts';
import { limitedDeviceOf } from './seen-places.ts';

type AuditEntry = EntityRow<'auditEntry'>;

const auditFilter = {
  action: enumText(auditActions).optional(),
  actor_id: idText.optional().describe('Who did it.'),
  device_id: idText.optional().describe('Where it was done.'),
  subject_id: idText.optional().describe('What it is about.'),
  customer_id: idText
    .optional()
    .describe('What is about this customer, those merged with it, and their erasure.'),
  from: z.iso.datetime({ offset: true }).optional().describe('Nothing older.'),
  to: z.iso.datetime({ offset: true }).optional().describe('Only what is older.'),
};
const auditQuery = acceptingNames(
  z.object({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: idText.optional().describe('The `next_cursor` of the page before.'),
    ...auditFilter,
  }),
);
type AuditQuery = z.infer<typeof auditQuery>;

/** So many entries are looked through for one page; with a filter it may hold fewer than were asked for. */
const lookedThrough = 5_000;
const readAtOnce = 200;

const auditPage = z.object({
  entries: z
    .array(
      z
        .object({
          id: z.string(),
          action: z.enum(auditActions),
          actor_id: z.string().nullable(),
          device_id: z.string().nullable(),
          strength: z.enum(strengths).describe('How far the person was known.'),
          subject_id: z.string().nullable(),
          detail: z.string().nullable(),
          at: z.iso.datetime(),
        })
        .meta({ id: 'AuditEntry' }),
    )
    .describe('Newest first.'),
  next_cursor: z.string().nullable(),
  left_out: z
    .array(z.literal('other_devices'))
    .optional()
    .describe('A device that is limited in what it may see is shown its own entries alone.'),
});

export function registerAuditRoutes(app: App, { storage }: Dependencies): void {
  app.get(
    '/audit',
    {
      config: { access: 'audit:read' },
      schema: {
        tags: ['audit'],
        summary: 'Read the audit log',
        description:
          'A page that is filtered may hold fewer entries than were asked for; the log ends where `next_cursor` is null.',
        querystring: auditQuery,
        response: { 200: auditPage, ...errorResponses },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const ownAlone = limitedDeviceOf(caller);
      const { page, cursor } = await storage.read(caller.tenantId, (reader) =>
        pageOf(reader, request.query, ownAlone),
      );
      return {
        entries: page.map(({ id, action, actorId, deviceId, strength, subjectId, detail, at }) => ({
          id,
          action,
          actor_id: actorId,
          device_id: deviceId,
          strength,
          subject_id: subjectId,
          detail: detail ?? null,
          at: new Date(at).toISOString(),
        })),
        next_cursor: cursor,
        ...(ownAlone !== null && { left_out: ['other_devices' as const] }),
      };
    },
  );
}

/**
 * One page of the log.
 *
 * @param ownAlone the device whose entries alone are shown; its pages end nowhere else, so all is looked through
 */
async function pageOf(
  reader: TenantReader,
  query: AuditQuery,
  ownAlone: string | null,
): Promise<{ readonly page: readonly AuditEntry[]; readonly cursor: string | null }> {
  const subjects = await subjectsOf(reader, query);
  if (subjects) return pageAbout(reader, subjects, query, ownAlone);
  const page: AuditEntry[] = [];
  let cursor = query.cursor ?? null;
  for (let looked = 0; looked < lookedThrough || ownAlone !== null; looked += readAtOnce) {
    const rows = await reader.newest('auditEntry', cursor, readAtOnce);
    for (const [index, row] of rows.entries()) {
      if (!matches(row, query) || (ownAlone !== null && row.deviceId !== ownAlone)) continue;
      page.push(row);
      const isLast = rows.length < readAtOnce && index === rows.length - 1;
      if (page.length === query.limit) return { page, cursor: isLast ? null : row.id };
    }
    if (rows.length < readAtOnce) return { page, cursor: null };
    cursor = rows.at(-1)?.id ?? null;
  }
  return { page, cursor };
}

function matches(entry: AuditEntry, query: AuditQuery): boolean {
  return (
    (query.action === undefined || entry.action === query.action) &&
    (query.actor_id === undefined || entry.actorId === query.actor_id) &&
    (query.subject_id === undefined || entry.subjectId === query.subject_id) &&
    (query.device_id === undefined || entry.deviceId === query.device_id) &&
    (query.from === undefined || entry.at >= Date.parse(query.from)) &&
    (query.to === undefined || entry.at < Date.parse(query.to))
  );
}

/** What the log is asked about, where that is a thing or a customer; null = everything. */
async function subjectsOf(reader: TenantReader, query: AuditQuery): Promise<readonly string[] | null> {
  if (query.customer_id === undefined) return query.subject_id === undefined ? null : [query.subject_id];
  return auditSubjects(reader, await reader.all('erasure'), query.customer_id);
}

/** The same of entries that are found by what they are about, which are few. */
async function pageAbout(
  reader: TenantReader,
  subjects: readonly string[],
  query: AuditQuery,
  ownAlone: string | null,
): Promise<{ readonly page: readonly AuditEntry[]; readonly cursor: string | null }> {
  const before = query.cursor ?? null;
  const found = (await reader.childrenOfAll('auditEntry', subjects))
    .filter((row) => matches(row, query) && (ownAlone === null || row.deviceId === ownAlone))
    .filter(({ id }) => before === null || id < before)
    .sort((one, other) => (one.id < other.id ? 1 : -1));
  const page = found.slice(0, query.limit);
  return { page, cursor: found.length > page.length ? (page.at(-1)?.id ?? null) : null };
}
