/** One sequence: devices that people work at, a server, and what must hold on the way and at the end. */
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { checkEnd } from './check-end.ts';
import { checkStored } from './check-figures.ts';
import { beginning, deeds, type Moment, type Step } from './deeds.ts';
import { SequenceDevice } from './device.ts';
import { SequenceServer } from './server.ts';
import { Witness } from './witness.ts';

/** A deed at a device, or what its network lets through: some of what waits, some of the feed, or all of both. */
export type Move = Step | (Omit<Step, 'what'> & { readonly what: 'push' | 'pull' | 'sync' });

export interface Script {
  /** What the clock of each device is ahead, in minutes. */
  readonly clocks: readonly number[];
  readonly moves: readonly Move[];
}

const minuteMs = 60_000;
const customersAtFirst = 5;

export class Sequence {
  readonly witness = new Witness();
  readonly server = new SequenceServer(this.witness);
  readonly devices: readonly SequenceDevice[];
  /** How many changes were logged. */
  logged = 0;
  #ids = 0;
  #at = beginning;
  readonly #numbers = new Map<string, number>();

  constructor({ clocks }: Pick<Script, 'clocks'>) {
    this.devices = clocks.map((ahead) => new SequenceDevice(this.#newId(), ahead * minuteMs));
  }

  /** What every text about somebody begins with. */
  nameOf(customerId: string): string {
    const number = this.#numbers.get(customerId) ?? this.#numbers.size + 1;
    this.#numbers.set(customerId, number);
    return `Person${number} `;
  }

  async play({ moves }: Pick<Script, 'moves'>): Promise<void> {
    await this.#begin();
    for (const move of moves) await this.#move(move);
    await this.#settle();
    await checkEnd(this);
  }

  /** Some customers whom all devices know. */
  async #begin(): Promise<void> {
    const [first] = this.devices;
    for (let n = 0; n < customersAtFirst; n += 1) {
      const id = this.#newId();
      const fields = emptyCustomerFields(`${this.nameOf(id)}first`);
      await first?.mutate(this.#newId(), 'createCustomer', { id, fields }, this.#at);
    }
    await this.#settle();
  }

  async #move(move: Move): Promise<void> {
    const device = this.devices[move.device % this.devices.length];
    if (!device) return;
    this.#at += minuteMs;
    switch (move.what) {
      case 'push':
        return device.push(this.server, 1 + (move.n % 4));
      case 'pull':
        return this.#pull(device, device.v + 1 + (move.n % 4));
      case 'sync':
        return this.#sync(device);
      default:
        return this.#do(device, { ...move, what: move.what });
    }
  }

  async #do(device: SequenceDevice, step: Step): Promise<void> {
    const made = await deeds[step.what](device.store, step, this.#moment());
    if (!made) return;
    const result = await device.mutate(this.#newId(), made.name, made.args, this.#at);
    if (result.ok) this.logged += 1;
  }

  async #pull(device: SequenceDevice, upTo: number): Promise<void> {
    await device.pull(this.server, Math.min(upTo, this.server.v));
    await checkStored(device.store, 'a device behind the feed');
  }

  async #sync(device: SequenceDevice): Promise<void> {
    await device.push(this.server, device.unsent);
    await this.#pull(device, this.server.v);
    device.forgetErased();
  }

  /** Everything is sent, then everybody sees what the others have sent. */
  async #settle(): Promise<void> {
    for (const device of this.devices) await device.push(this.server, device.unsent);
    for (const device of this.devices) await this.#sync(device);
  }

  #moment(): Moment {
    let texts = 0;
    return {
      at: this.#at,
      newId: () => this.#newId(),
      textAbout: (customerId) => {
        texts += 1;
        return `${this.nameOf(customerId)}${this.#ids} ${texts}`;
      },
    };
  }

  /** Ids in an order that has nothing to do with that in which they were made. */
  #newId(): string {
    this.#ids += 1;
    const mixed = ((this.#ids * 0x9e3779b1) % 2 ** 32).toString(16).padStart(8, '0');
    return `${mixed}-0000-8000-8000-${this.#ids.toString(16).padStart(12, '0')}`;
  }
}
