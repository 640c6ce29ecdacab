/** A tab of a run: the app's own log, replica, writer and sync over the disk of its device. */
import { IDBKeyRange } from 'fake-indexeddb';
import { closeDeviceData, type DeviceData, openDeviceData } from '../client/outbox/device-data.ts';
import { type DatabaseSeam, holdsLog } from '../client/outbox/log-database.ts';
import { startIncarnation } from '../client/outbox/new-incarnation.ts';
import { retireConfirmed } from '../client/outbox/retire.ts';
import { isStorageFailure } from '../client/outbox/storage-failure.ts';
import { createWriter, type Writer } from '../client/outbox/writer.ts';
import type { Seams } from '../client/platform/seams.ts';
import { createDrain } from '../client/replica/drain.ts';
import { sealHotSales } from '../client/replica/seal.ts';
import { DeviceSession } from '../client/sync/device-session.ts';
import { SyncHub } from '../client/sync/sync-hub.ts';
import { SyncLoop } from '../client/sync/sync-loop.ts';
import { httpTransport } from '../client/sync/transport.ts';
import { type KeptCopy, keepFactCopy, recoverShop } from '../client/worker/fact-copies.ts';
import { newId } from '../domain/values/ids.ts';
import type { Device } from './device.ts';
import type { CommitFate, DiskUser } from './disk.ts';
import type { Faults } from './faults.ts';
import type { Chance } from './random.ts';
import type { World } from './world.ts';

export interface TabParts {
  readonly world: World;
  readonly faults: Faults;
  readonly device: Device;
  readonly name: string;
  /** Whether it works out how its sync stands whenever that changes. */
  readonly tellsStatus: boolean;
}

/** So many sales are sealed at once, far fewer than in a shop, so that ledger pages take part. */
const sealFrom = 6;

interface OpenTab {
  readonly data: DeviceData;
  readonly writer: Writer;
  readonly hub: SyncHub;
  readonly drain: () => Promise<void>;
  readonly copies: KeptCopy | null;
}

/** No rule is about what a tab says of its sync, and to work it out is a third of a run: most runs leave it open. */
class SilentSyncLoop extends SyncLoop {
  override status(): Promise<never> {
    return new Promise(() => {});
  }
}

export class Tab implements DiskUser {
  readonly name: string;
  readonly device: Device;
  isAlive = true;
  frozenUntil = 0;
  /** What the app has open, once it has opened. */
  open: OpenTab | null = null;
  readonly #world: World;
  readonly #faults: Faults;
  readonly #chance: Chance;
  readonly #tellsStatus: boolean;

  constructor({ world, faults, device, name, tellsStatus }: TabParts) {
    this.#world = world;
    this.#faults = faults;
    this.device = device;
    this.name = name;
    this.#tellsStatus = tellsStatus;
    this.#chance = world.chance(`tab ${name}`);
    world.soon(this, () => void this.#start().catch((error: unknown) => this.#failed(error)));
  }

  readonly fateOfCommit = (database: string): CommitFate => {
    const faults = this.#faults;
    if (!this.open || faults.isHealed) return 'commits';
    if (this.device.fullUntil > this.#world.now) return 'QuotaExceededError';
    if (faults.strikes('deviceError', 0.003)) return 'UnknownError';
    const isLog = database.startsWith('regulars-log');
    if (faults.strikes('tabKilledBeforeCommit', isLog ? 0.006 : 0.003)) return 'dies before';
    if (faults.strikes('tabKilledAfterCommit', isLog ? 0.006 : 0.003)) return 'dies after';
    return 'commits';
  };

  readonly failsToOpen = (): boolean => {
    const { device } = this;
    if (this.#faults.isHealed) return false;
    if (this.#faults.strikes('openFails', 0.03))
      device.shutUntil = this.#world.now + this.#faults.chance('openFails').between(1, 5000);
    return device.shutUntil > this.#world.now;
  };

  readonly kill = (why: string): void => {
    if (!this.isAlive) return;
    this.#world.note(`${this.name} killed ${why}`);
    this.#world.forget(this);
    this.device.disk.drop(this);
    this.device.letGo(this);
  };

  /** The run is over: nothing is kept of it. */
  close(): void {
    if (this.open) closeDeviceData(this.open.data);
    this.open = null;
  }

  readonly seams: Seams = {
    clock: { now: () => this.#now() },
    newId: () => newId(this.device.now(), (count) => this.#chance.bytes(count)),
    newSalt: () => String(this.#chance.below(2 ** 31)),
    build: 'simulation',
    wait: (ms) => new Promise((resolve) => void this.#world.after(this, ms, resolve)),
    report: (error) => this.#reported(error),
  };

  #now(): number {
    const before = this.device.now();
    if (this.#faults.strikes('clockJumpInside', 0.002)) {
      const jumps = [2 * 365 * 86_400_000, -86_400_000, 3_600_000, -301_000, 0];
      this.device.skewMs = this.#faults.chance('clockJumpInside').pick(jumps) ?? 0;
    }
    return before;
  }

  /** An error that is not of the disk is one of the program. */
  #reported(error: unknown): void {
    if (!this.isAlive) return;
    this.#world.note(
      `${this.name} reports ${error instanceof Error ? `${error.name}: ${error.message}` : error}`,
    );
    if (isStorageFailure(error)) return;
    this.#world.violate('error', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  #failed(error: unknown): void {
    this.#reported(error);
    this.kill('as it could not open');
  }

  async #start(): Promise<void> {
    const { device, seams } = this;
    const seam: DatabaseSeam = {
      indexedDB: device.disk.for(this),
      IDBKeyRange,
      keyFiles: device.disk.keyFiles,
    };
    const { tenantId } = device.identity;
    if (device.keepsCopies && !(await holdsLog(tenantId, seam))) await recoverShop(seams, seam);
    const data = await openDeviceData(tenantId, seams.newId, seam);
    const copies = device.keepsCopies ? await keepFactCopy(data, seams) : null;
    const drain = createDrain(data, seams.report);
    const startTimer = (ms: number, due: () => void) => this.#world.after(this, ms, due);
    const Loop = this.#tellsStatus ? SyncLoop : SilentSyncLoop;
    const hub = new SyncHub({
      data,
      locks: {
        request: (_name: string, options: { signal?: AbortSignal }, work: () => Promise<unknown>) =>
          device.requestLock(this, options.signal, work),
      } as Pick<LockManager, 'request'>,
      channel: this.#channel(),
      newId: seams.newId,
      startTimer,
      onStatus: () => copies?.keepUp(),
      report: seams.report,
      createLoop: (onStatus) =>
        new Loop({
          data,
          transport: httpTransport,
          seams,
          chance: () => this.#chance.next(),
          startTimer,
          async startIncarnation() {
            await startIncarnation(data.log, seams.newId());
            await drain();
          },
          drain,
          onStatus,
          ...(device.isTried && { session: new DeviceSession(data.log, httpTransport, seams.clock) }),
        }),
    });
    this.open = { data, drain, hub, copies, writer: createWriter(data, seams, drain) };
    // As the app's worker does at its start.
    await drain().catch(seams.report);
    await retireConfirmed(data, seams.clock.now()).catch(seams.report);
    await hub.start();
    this.#keepHouse();
  }

  #keepHouse(): void {
    this.#world.after(this, this.#chance.until(40_000), () => {
      const { open } = this;
      open?.copies?.keepUp();
      if (open?.hub.isLeading) void sealHotSales(open.data, sealFrom).catch(this.seams.report);
      this.#keepHouse();
    });
  }

  #channel(): BroadcastChannel {
    const channel = {
      onmessage: null as ((event: { data: unknown }) => void) | null,
      postMessage: (message: unknown) => {
        for (const other of this.device.livingTabs()) {
          if (other === this) continue;
          const data = structuredClone(message);
          this.#world.soon(other, () => other.hear?.({ data }));
        }
      },
      close: () => {},
    };
    this.hear = (event) => channel.onmessage?.(event);
    return channel as unknown as BroadcastChannel;
  }

  /** Where messages of other tabs of the device arrive. */
  hear: ((event: { data: unknown }) => void) | null = null;
}
