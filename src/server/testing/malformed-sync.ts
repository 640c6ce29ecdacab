/** The same for the routes of sync whose good requests are no simple bodies: cursors, places, queue files, rescued rows. */
import type { InjectOptions } from 'fastify';
import type { Random } from '../../domain/generator/random.ts';
import { type FeedRow, protocolVersion, snapshotSlices } from '../../domain/sync/protocol.ts';
import { queueFileHead, queueFileType } from '../../domain/sync/queue-file.ts';
import { id } from '../../domain/testing/build.ts';
import { nested, oddNumbers, oddTexts } from './odd-values.ts';

/** What is in order, to be broken. */
export interface SyncMaterial {
  readonly tenantId: string;
  readonly deviceId: string;
  readonly epoch: string;
  /** Rows of the feed with their marks. */
  readonly rows: readonly FeedRow[];
  /** A queue file that would be taken. */
  readonly queueFile: Buffer;
  /** Files that open and hold something that is no log. */
  readonly spoiltFiles: readonly Buffer[];
}

export class MalformedSync {
  readonly #random: Random;
  readonly #material: SyncMaterial;

  constructor(random: Random, material: SyncMaterial) {
    this.#random = random;
    this.#material = material;
  }

  /** A request to the route of this name; null where it is none of these. */
  requestTo(name: string): InjectOptions | null {
    switch (name) {
      case 'GET /sync/pull':
        return this.#question('/api/v1/sync/pull', { v: '0', table: 'sale', id: '', limit: '10' });
      case 'GET /sync/snapshot':
        return this.#question('/api/v1/sync/snapshot', {
          v: '5',
          slice: this.#random.pick(snapshotSlices),
          after: this.#random.pick(['', 'customer x', '2026-01-01 x', '7 x']),
        });
      case 'GET /sync/epoch':
        return this.#question('/api/v1/sync/epoch', { since: this.#material.epoch });
      case 'POST /sync/hand-in':
        return { headers: { 'content-type': queueFileType }, payload: this.#file() };
      case 'POST /sync/rescue':
        return { payload: this.#rescue() };
      default:
        return null;
    }
  }

  #odd(): unknown {
    return this.#random.pick<unknown>([...oddTexts, ...oddNumbers, null, true, [], {}, nested(70)]);
  }

  /** Reading changes nothing, so some of these are in order. */
  #question(path: string, good: Readonly<Record<string, string>>): InjectOptions {
    const query: Record<string, string> = {
      epoch: this.#material.epoch,
      protocol: String(protocolVersion),
      ...good,
    };
    for (let n = this.#random.below(3); n > 0; n -= 1)
      query[this.#random.pick(Object.keys(query))] = this.#random.pick(oddTexts).toWellFormed();
    return { url: `${path}?${new URLSearchParams(query)}` };
  }

  #file(): Buffer {
    const { tenantId, deviceId, queueFile, spoiltFiles } = this.#material;
    const header = {
      format: 'regulars-queue',
      version: 1,
      tenantId,
      deviceId,
      savedAt: 0,
      count: 1,
      sealedBy: 'tenant',
      key: '04'.repeat(65),
      iv: '00'.repeat(12),
    } as const;
    const head = (changes: object): Buffer => Buffer.from(queueFileHead({ ...header, ...changes }));
    const noise = (): Buffer =>
      Buffer.from(Array.from({ length: this.#random.below(300) }, () => this.#random.below(256)));
    const ways: (() => Buffer)[] = [
      noise,
      () => head({}),
      () => Buffer.concat([head({}), noise()]),
      () => Buffer.concat([head({ [this.#random.pick(Object.keys(header))]: this.#odd() }), noise()]),
      () => Buffer.concat([head({ more: this.#odd() }), noise()]),
      () => Buffer.concat([Buffer.alloc(this.#random.below(9000), ' '), queueFile]),
      () => queueFile.subarray(0, this.#random.below(queueFile.length)),
      () => this.#withBrokenByte(queueFile),
      () => Buffer.concat([queueFile, Buffer.from([this.#random.below(256)])]),
      () => this.#random.pick(spoiltFiles),
      () => Buffer.from(JSON.stringify(this.#odd())),
    ];
    return this.#random.pick(ways)();
  }

  #withBrokenByte(file: Buffer): Buffer {
    const broken = Buffer.from(file);
    const at = this.#random.below(broken.length);
    broken[at] = (broken[at] ?? 0) ^ (1 << this.#random.below(8));
    return broken;
  }

  /** Rows without a right mark, or an envelope that is wrong. */
  #rescue(): object {
    const { epoch, rows } = this.#material;
    const marked = this.#random.pick(rows);
    const forged = (): object =>
      this.#random.pick<() => object>([
        () => ({ ...marked, id: id('forged') }),
        () => ({ ...marked, v: marked.v + 1 }),
        () => ({ ...marked, table: marked.table === 'sale' ? 'customer' : 'sale' }),
        () => ({ ...marked, row: { forged: this.#odd() } }),
        () => ({ ...marked, mac: 'a'.repeat(64) }),
        () => ({ ...marked, mac: '' }),
        () => ({
          table: this.#random.pick(oddTexts),
          id: this.#random.pick(oddTexts),
          v: 1,
          row: this.#odd(),
        }),
      ])();
    const good = { epoch, rows: [forged()], done: false };
    return this.#random.pick<() => object>([
      () => good,
      () => ({ ...good, rows: [forged(), forged(), forged()] }),
      () => ({ ...good, rows: [{ ...marked, [this.#random.pick(['v', 'mac', 'table', 'id'])]: {} }] }),
      () => ({ ...good, rows: [this.#odd()] }),
      () => ({ ...good, rows: this.#random.pick<unknown>([null, 7, 'rows', {}]) }),
      () => ({ ...good, epoch: this.#random.pick<unknown>([...oddTexts, 1, null]) }),
      () => ({ ...good, done: this.#random.pick<unknown>(['true', 1, null, {}]) }),
      () => ({ ...good, more: this.#odd() }),
      () => ({ ...good, rows: Array.from({ length: 501 }, () => marked) }),
      () => ({}),
    ])();
  }
}
