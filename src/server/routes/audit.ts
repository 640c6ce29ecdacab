/** The audit log (REQ-P3): read by auditors, edited by nobody. */
import * as z from 'zod';
import { auditActions, strengths } from '../../domain/model/records.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { errorResponses } from '../views/error-view.ts';
import { acceptingNames } from './accepted-names.ts';
import { idText } from './request-values.ts';

const auditQuery = acceptingNames(
  z.object({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: idText.optional().describe('The `next_cursor` of the page before.'),
  }),
);

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
});

export function registerAuditRoutes(app: App, { storage }: Dependencies): void {
  app.get(
    '/audit',
    {
      config: { access: 'audit:read' },
      schema: {
        tags: ['audit'],
        summary: 'Read the audit log',
        querystring: auditQuery,
        response: { 200: auditPage, ...errorResponses },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const rows = await storage.read(callerOf(request).tenantId, (reader) =>
        reader.newest('auditEntry', cursor ?? null, limit + 1),
      );
      const page = rows.slice(0, limit);
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
        next_cursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
      };
    },
  );
}
