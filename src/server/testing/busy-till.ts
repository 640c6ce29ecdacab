/** A till that sells, takes back, edits and merges as fast as it can, and knows what it was told became of everything. */
import type { Random } from '../../domain/generator/random.ts';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import type { Sale } from '../../domain/model/sale.ts';
import type { Outcome } from '../../domain/sync/protocol.ts';
import { buildReturn, id } from '../../domain/testing/build.ts';
import type { TestDevice } from './test-device.ts';

const customerNames = Array.from({ length: 12 }, (_, n) => `Customer ${n}`);
const deedsPerPush = 30;
const entriesPerRequest = 40;

export class BusyTill {
  readonly device: TestDevice;
  /** Every document it has recorded. */
  readonly documents: Sale[] = [];
  /** What it was told of each of its entries, by seq. */
  readonly told = new Map<number, Outcome>();
  /** The last seq of the push that is under way; null where none is. */
  sendingUpTo: number | null = null;
  readonly #random: Random;
  readonly #returnable: Sale[] = [];

  constructor(device: TestDevice, random: Random) {
    this.device = device;
    this.#random = random;
  }

  /** The last entry that it knows to be taken. */
  get acknowledgedSeq(): number {
    return this.told.size;
  }

  /** Records some deeds and sends them, until the server is gone. */
  async workUntilServerDies(acknowledged: () => void): Promise<void> {
    for (;;) {
      const deeds = 1 + this.#random.below(deedsPerPush);
      for (let n = 0; n < deeds; n += 1) this.#doSomething();
      try {
        await this.sendRest(acknowledged);
      } catch (error) {
        // What `fetch` says where nobody answers any more; anything else is no death of the server.
        if (error instanceof TypeError && /fetch failed|terminated/.test(error.message)) return;
        throw error;
      }
    }
  }

  /** Sends what is not acknowledged. */
  async sendRest(acknowledged: () => void = () => {}): Promise<void> {
    const { log } = this.device;
    while (this.acknowledgedSeq < log.length) {
      const batch = log.slice(this.acknowledgedSeq, this.acknowledgedSeq + entriesPerRequest);
      this.sendingUpTo = batch.at(-1)?.seq ?? null;
      const { outcomes, problem } = await this.device.push(batch);
      this.sendingUpTo = null;
      if (problem !== null) throw new Error(`the server found a ${problem}`);
      for (const outcome of outcomes) this.told.set(outcome.seq, outcome);
      acknowledged();
    }
  }

  /** What the server says when everything is sent once more. */
  async sendAllAgain(): Promise<Outcome[]> {
    const { log } = this.device;
    const outcomes: Outcome[] = [];
    for (let start = 0; start < log.length; start += entriesPerRequest) {
      outcomes.push(...(await this.device.push(log.slice(start, start + entriesPerRequest))).outcomes);
    }
    return outcomes;
  }

  #doSomething(): void {
    const deed = this.#random.next();
    if (deed < 0.65) this.#sell();
    else if (deed < 0.8) this.#takeBack();
    else if (deed < 0.95) this.#edit();
    else this.#merge();
  }

  #someCustomer(): string {
    return id(this.#random.pick(customerNames));
  }

  #sell(): void {
    const sale = this.device.sale({ customerId: this.#random.chance(0.8) ? this.#someCustomer() : null });
    this.device.record('recordSale', { sale });
    this.documents.push(sale);
    this.#returnable.push(sale);
  }

  #takeBack(): void {
    const sold = this.#returnable.shift();
    if (!sold) {
      this.#sell();
      return;
    }
    const { id: documentId, number, deviceId, locationId } = this.device.sale();
    const fields = { id: documentId, number, deviceId, locationId };
    const sale = buildReturn(sold, [{ n: 1, quantityMilli: 1000 }], fields);
    this.device.record('recordReturn', { sale });
    this.documents.push(sale);
  }

  #edit(): void {
    const customerId = this.#someCustomer();
    // The first one makes the customer, whoever comes first; others are refused and say so.
    if (this.#random.chance(0.3)) {
      this.device.record('createCustomer', { id: customerId, fields: emptyCustomerFields('Somebody') });
      return;
    }
    this.device.record('editCustomer', {
      id: customerId,
      changes: { name: `Name ${this.#random.below(1000)}` },
    });
  }

  #merge(): void {
    const [winnerId, loserId] = [this.#someCustomer(), this.#someCustomer()];
    if (winnerId === loserId) return;
    const edge = this.device.sale().id;
    this.device.record('mergeCustomers', { id: edge, winnerId, loserId, choices: {} });
  }
}
