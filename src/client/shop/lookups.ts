/**
 * Gathers who looked at which profile and tells the server once a minute (REQ-P3). It is no change: nothing waits for it, the chip does
 * not count it, and where there is no network it is told later.
 */
import type { Lookup, SavedLookups } from '../platform/saved-lookups.ts';
import type { Seams } from '../platform/seams.ts';
import type { Answer } from '../sync/transport.ts';

export interface LookupsParts {
  readonly seams: Pick<Seams, 'clock' | 'newId' | 'wait' | 'report'>;
  readonly saved: SavedLookups;
  /** The shop on this device; null while none is open. */
  readonly tenantId: () => string | null;
  readonly tell: (lookups: readonly Lookup[], now: number) => Promise<Answer<readonly string[]>>;
}

const everyMs = 60_000;
/** Who comes back to a profile within this time is still looking at it. */
const oneLookMs = 15 * 60_000;
const toldAtOnce = 500;
/** So often, a minute apart, a look is told that the server does not understand yet. */
const mostTries = 60;
/** What a device keeps for as long as it is without a network: half a megabyte. */
const keptAtMost = 3_000;

export class Lookups {
  readonly #parts: LookupsParts;
  readonly #lastSeen = new Map<string, number>();
  readonly #tries = new Map<string, number>();
  #isDue = false;

  constructor(parts: LookupsParts) {
    this.#parts = parts;
    if (parts.saved.load().length > 0) this.#tellSoon();
  }

  /** Notes that a person looks at a customer. */
  readonly saw = ({ tenantId, customerId, actorId }: Pick<Lookup, 'tenantId' | 'customerId' | 'actorId'>) => {
    const { seams, saved } = this.#parts;
    const at = seams.clock.now();
    const who = `${tenantId} ${actorId} ${customerId}`;
    const before = this.#lastSeen.get(who);
    this.#lastSeen.set(who, at);
    if (before !== undefined && at - before < oneLookMs) return;
    const look: Lookup = { id: seams.newId(), tenantId, customerId, actorId, at };
    try {
      saved.save([...saved.load(), look].slice(-keptAtMost));
    } catch (error) {
      seams.report(error);
    }
    this.#tellSoon();
  };

  #tellSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const { wait, report } = this.#parts.seams;
    void wait(everyMs)
      .then(() => {
        this.#isDue = false;
        return this.#tell();
      })
      .catch(report);
  }

  async #tell(): Promise<void> {
    const { saved, seams, tenantId, tell } = this.#parts;
    const here = tenantId();
    if (here === null) return;
    // Of a shop that was here before nobody can be told any more.
    const ofShop = (one: Lookup) => one.tenantId === here;
    const next = saved.load().filter(ofShop).slice(0, toldAtOnce);
    if (next.length > 0) {
      const answer = await tell(next, seams.clock.now());
      const left = new Set(this.#toTellAgain(next, answer));
      const isOver = ({ id }: Lookup) => next.some((one) => one.id === id) && !left.has(id);
      saved.save(saved.load().filter((one) => ofShop(one) && !isOver(one)));
    }
    if (saved.load().length > 0) this.#tellSoon();
  }

  /** What was not taken. A customer who has not arrived at the server may yet; one who never does is given up after an hour. */
  #toTellAgain(told: readonly Lookup[], answer: Answer<readonly string[]>): string[] {
    const all = told.map(({ id }) => id);
    if (answer.kind === 'silence') return all;
    if (answer.kind === 'refused' && answer.code === 'invalid_request') return [];
    if (answer.kind === 'refused' && answer.code !== 'customer_not_found') return all;
    const unknown = answer.kind === 'answer' ? answer.value : all;
    for (const id of unknown) this.#tries.set(id, (this.#tries.get(id) ?? 0) + 1);
    return unknown.filter((id) => (this.#tries.get(id) ?? 0) < mostTries);
  }
}
