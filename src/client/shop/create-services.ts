/** Puts the services together that screens use: the page's part of the shop, and the worker behind it. */
import type { Remote } from 'comlink';
import { proxy } from 'comlink';
import type { Services } from '../app/services.ts';
import type { SavedLookups } from '../platform/saved-lookups.ts';
import type { Seams } from '../platform/seams.ts';
import type { DeviceStorage } from '../platform/storage.ts';
import { PageSync } from '../sync/page-sync.ts';
import type { DeviceTransport, PeopleTransport, Transport } from '../sync/transport.ts';
import type { WorkerApi } from '../worker/worker-api.ts';
import { createAuditService } from './audit-service.ts';
import { Departure, type DepartureParts } from './departure.ts';
import { keyService } from './key-service.ts';
import { type KnowledgeParts, knowledgeOf } from './knowledge.ts';
import { mutateOrRefuse } from './mutate-or-refuse.ts';
import { createPeopleService } from './people-service.ts';
import { createShopService } from './shop-service.ts';
import { ShopSession } from './shop-session.ts';

export interface ServicesParts {
  readonly seams: Seams;
  readonly worker: Remote<WorkerApi>;
  readonly transport: Transport & PeopleTransport & Pick<DeviceTransport, 'handedIn'>;
  readonly storage: DeviceStorage;
  readonly timeZone: string;
  readonly tellOthers: () => void;
  readonly locks: DepartureParts['locks'];
  readonly saved: DepartureParts['saved'];
  readonly wipe: DepartureParts['wipe'];
  readonly savedLookups: SavedLookups;
}

export function createServices(parts: ServicesParts): { services: Services; session: ShopSession } {
  const { seams, worker } = parts;
  const whenReady: KnowledgeParts['whenReady'] = async (ask) => {
    await session.workerIsReady();
    return ask();
  };
  const sync = new PageSync(worker, () => session.require(), seams.clock.now, whenReady);
  const session = new ShopSession({
    ...parts,
    onStatus(status) {
      sync.take(status);
      departure.take(status);
    },
  });
  const departure = new Departure({
    ...parts,
    closeShop: () => session.close(),
    handedIn: () => parts.transport.handedIn(),
  });
  const shop = createShopService({ ...parts, session });
  const queries = () => session.require().queries;
  const seenBy: Services['seenBy'] = (places) => knowledgeOf({ queries, worker, whenReady }, places);
  const save: Services['mutate'] = async (name, args, options) => {
    const write = async () => session.require().writer.mutate(name, args, options);
    const result = await mutateOrRefuse(write, seams.report);
    if (result.saved) void worker.wake('logged').catch(seams.report);
    return result;
  };
  const people = createPeopleService({ ...parts, shop: session.require, mutate: save });
  const services: Services = {
    clock: seams.clock,
    newId: seams.newId,
    shop,
    mutate: people.mutate,
    people,
    keys: keyService,
    audit: createAuditService(seams, parts.savedLookups, session),
    departure,
    ...seenBy(null),
    seenBy,
    sync,
    imports: {
      inspect: (file) => worker.inspectFile(file),
      start: (request, onProgress) => whenReady(() => worker.startImport(request, proxy(onProgress))),
      cancel: () => worker.cancelImport(),
      report: () => worker.importReport(),
      contents: (importId) => whenReady(() => worker.importContents(importId)),
    },
  };
  return { services, session };
}
