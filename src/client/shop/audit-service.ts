/** The audit log as screens ask for it: the server's, or in a shop without one that of the device. */
import { auditSubjects } from '../../domain/history/audit-subjects.ts';
import type { EntityRow } from '../../domain/model/entities.ts';
import type { AuditPage, AuditQuery, AuditService } from '../app/services.ts';
import { logStateOf } from '../outbox/log-database.ts';
import type { SavedLookups } from '../platform/saved-lookups.ts';
import type { Seams } from '../platform/seams.ts';
import { replicaReader } from '../replica/replica-reader.ts';
import { askAudit, refusalOf, tellLookups } from '../sync/transport.ts';
import { Lookups } from './lookups.ts';
import type { ShopOnPage } from './open-shop-on-page.ts';

const entriesPerPage = 50;

export function createAuditService(
  seams: Seams,
  saved: SavedLookups,
  shop: { get(): ShopOnPage | null; require(): ShopOnPage },
): AuditService {
  const tenantId = () => shop.get()?.data.tenantId ?? null;
  const lookups = new Lookups({ seams, saved, tenantId, tell: tellLookups });
  return {
    async read(query) {
      const { nature } = await logStateOf(shop.require().data.log);
      if (nature !== 'connected') return { ok: true, page: await pageHere(shop.require(), query) };
      const answer = await askAudit(query);
      if (answer.kind === 'answer') return { ok: true, page: answer.value };
      return { ok: false, refusal: refusalOf(answer) };
    },
    saw(customerId, actorId) {
      void logStateOf(shop.require().data.log)
        .then(({ nature, tenantId: here }) => {
          // A shop without a server has nobody to tell, and its devices hold no log of looks.
          if (nature === 'connected') lookups.saw({ tenantId: here, customerId, actorId });
        })
        .catch(seams.report);
    },
  };
}

async function pageHere({ data, queries }: ShopOnPage, query: AuditQuery): Promise<AuditPage> {
  const reader = replicaReader(data.replica);
  const erasures = await queries.all('erasure');
  const subjects =
    query.customerId === null ? null : new Set(await auditSubjects(reader, erasures, query.customerId));
  const found = (await queries.all('auditEntry'))
    .filter((entry) => isAsked(entry, query) && (subjects?.has(entry.subjectId ?? '') ?? true))
    .sort((one, other) => (one.id < other.id ? 1 : -1));
  const page = found.slice(0, entriesPerPage);
  return {
    entries: page.map((entry) => ({ ...entry, detail: entry.detail ?? null })),
    cursor: found.length > page.length ? (page.at(-1)?.id ?? null) : null,
    isPartial: false,
  };
}

function isAsked({ id, action, actorId, at }: EntityRow<'auditEntry'>, query: AuditQuery): boolean {
  return (
    (query.cursor === null || id < query.cursor) &&
    (query.action === null || action === query.action) &&
    (query.actorId === null || actorId === query.actorId) &&
    (query.from === null || at >= query.from) &&
    (query.to === null || at < query.to)
  );
}
