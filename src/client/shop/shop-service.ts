/** Opening, joining and leaving a shop (rules X4, X7), as screens ask for it. */
import { i18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Remote } from 'comlink';
import { proxy } from 'comlink';
import type { Device } from '../../domain/model/shop.ts';
import { type EnrolResponse, protocolVersion } from '../../domain/sync/protocol.ts';
import type { ShopContext, ShopService } from '../app/services.ts';
import { logStateOf } from '../outbox/log-database.ts';
import { adoptEnrolment, connectLog, leaveShop, type NewShop, openLocalShop } from '../outbox/open-shop.ts';
import type { Seams } from '../platform/seams.ts';
import type { DeviceStorage } from '../platform/storage.ts';
import { changeReplica } from '../replica/change-replica.ts';
import { putStoredRows, storedRow } from '../replica/replica-store.ts';
import type { Transport } from '../sync/transport.ts';
import type { WorkerApi } from '../worker/worker-api.ts';
import type { ShopOnPage } from './open-shop-on-page.ts';
import { createShopCopies } from './shop-copy.ts';
import type { ShopSession } from './shop-session.ts';

export interface ShopServiceParts {
  readonly session: ShopSession;
  readonly seams: Seams;
  readonly worker: Remote<WorkerApi>;
  readonly transport: Pick<Transport, 'enrol' | 'connect'>;
  readonly storage: Pick<DeviceStorage, 'requestPersistence'>;
  /** Zone in which the demo shop lies. */
  readonly timeZone: string;
}

/** A new device shows its shop when the first page of the feed is in; with a bad network it does not wait for ever. */
const firstPagePatienceMs = 30_000;

export function createShopService(parts: ShopServiceParts): ShopService {
  const { session, seams, worker, transport } = parts;

  const askToKeep = () => void parts.storage.requestPersistence().catch(seams.report);

  async function openNew(fields: Pick<NewShop, 'shopName' | 'currency' | 'timeZone' | 'nature'>) {
    const opened = await openLocalShop(
      {
        ...fields,
        locationName: i18n._(msg`Main shop`),
        ownerName: i18n._(msg`Owner`),
        deviceName: i18n._(msg`This device`),
      },
      seams,
    );
    if (!opened.ok) throw new Error(`The shop could not be opened: ${opened.refusals[0]?.code}`);
    askToKeep();
    await session.begin(opened.data);
  }

  return {
    current: async () => {
      const shop = session.get();
      return shop && contextOf(shop);
    },

    openEmpty: (fields) => openNew({ ...fields, nature: 'local' }),

    async openDemo(onProgress) {
      const shopName = i18n._(msg`Demo shop`);
      await openNew({ shopName, currency: 'GBP', timeZone: parts.timeZone, nature: 'demo' });
      await session.workerIsReady();
      await worker.fillDemo(proxy(onProgress));
    },

    async join(code, deviceName) {
      const answer = await transport.enrol({ protocol: protocolVersion, code, deviceName });
      if (answer.kind === 'refused') return { ok: false, refusal: { code: answer.code } };
      if (answer.kind === 'silence') return { ok: false, refusal: { code: 'temporarily_unavailable' } };
      const adopted = await adoptEnrolment(answer.value, seams);
      if (!adopted.ok) return { ok: false, refusal: adopted.refusals[0] ?? { code: 'internal_error' } };
      const device = deviceOf(answer.value, deviceName, seams.clock.now());
      const { replica } = adopted.data;
      await changeReplica(replica, async ({ effects }) =>
        putStoredRows(replica, effects, [storedRow(replica, effects, 'device', device, null)]),
      );
      askToKeep();
      await session.begin(adopted.data);
      // Should the shop be left while its first page is still awaited, nobody waits for it any more.
      const shown = untilShown(session.require(), seams).catch(seams.report);
      await Promise.race([shown, seams.wait(firstPagePatienceMs)]);
      return { ok: true };
    },

    async connect(code, login) {
      const { data, queries } = session.require();
      const { tenantId, deviceId, actorId, incarnation, nextSeq } = await logStateOf(data.log);
      const [device, person] = await Promise.all([
        queries.row('device', deviceId),
        queries.row('staff', actorId),
      ]);
      if (!device) return { ok: false, refusal: { code: 'device_not_found' } };
      if (person?.role !== 'owner') return { ok: false, refusal: { code: 'not_permitted' } };
      const log = { incarnation, lastSeq: nextSeq - 1 };
      const owner = { staffId: actorId, ...login };
      const request = { protocol: protocolVersion, code, tenantId, device, ...log, owner } as const;
      const answer = await transport.connect(request);
      if (answer.kind === 'refused') return { ok: false, refusal: { code: answer.code } };
      if (answer.kind === 'silence') return { ok: false, refusal: { code: 'temporarily_unavailable' } };
      await session.letGoInWorker();
      await connectLog(data.log, answer.value, seams.clock.now());
      await session.resume();
      return { ok: true };
    },

    ...createShopCopies({ session, seams, askToKeep }),

    async leave() {
      const { data } = session.require();
      await session.letGoInWorker();
      try {
        const left = await leaveShop(data, () => worker.forgetFiles(data.tenantId));
        if (left.ok) session.end();
        else await session.resumeInWorker();
        return left;
      } catch (error) {
        await session.resume();
        throw error;
      }
    },
  };
}

/** The shop as screens know it; null while the feed of a new device has not brought it yet. */
async function contextOf({ data, queries }: ShopOnPage): Promise<ShopContext | null> {
  const state = await logStateOf(data.log);
  const [setting, device, locations, staff] = await Promise.all([
    queries.row('setting', state.tenantId),
    queries.row('device', state.deviceId),
    queries.all('location'),
    queries.all('staff'),
  ]);
  if (!setting || !device) return null;
  const { tenantId, actorId, nature } = state;
  return { tenantId, setting, locations, staff, device, actorId, nature };
}

/** The device's own row stands at the end of the feed; what it says is known already. */
function deviceOf(response: EnrolResponse, name: string, enrolledAt: number): Device {
  const { deviceId: id, locationId, receiptCode } = response;
  return {
    id,
    name: name.trim() || receiptCode,
    locationId,
    deviceClass: 'counter',
    receiptCode,
    enrolledAt,
  };
}

const askEveryMs = 100;

async function untilShown(shop: ShopOnPage, seams: Seams): Promise<void> {
  while (!(await contextOf(shop))) await seams.wait(askEveryMs);
}
