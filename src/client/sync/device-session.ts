/**
 * The session of this device (DESIGN §9): renewed with the device's own key, long before it ends or when it has ended, without a
 * person. A lost answer costs nothing: the old session holds until the new one is first used.
 */
import { type LogDatabase, logStateOf } from '../outbox/log-database.ts';
import { noteSessionKey, type StoredSessionKey, sessionKey, signedWith } from '../outbox/session-key.ts';
import type { Clock } from '../platform/clock.ts';
import type { Answer, DeviceTransport } from './transport.ts';

const dayMs = 24 * 60 * 60_000;
/** A third of what the server lets a session live. */
const renewAfterMs = 30 * dayMs;
const lookEveryMs = 60 * 60_000;
/** A session that ends again so soon is not mended by renewing it. */
const inVainWithinMs = 60_000;

type SessionTransport = Pick<
  DeviceTransport,
  'registerKey' | 'challenge' | 'renew' | 'returnChallenge' | 'comeBack'
>;

export type Renewal = 'renewed' | 'no_answer' | 'refused';

export class DeviceSession {
  readonly #log: LogDatabase;
  readonly #transport: SessionTransport;
  readonly #clock: Clock;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #renewedAt = Number.NEGATIVE_INFINITY;

  constructor(log: LogDatabase, transport: SessionTransport, clock: Clock) {
    this.#log = log;
    this.#transport = transport;
    this.#clock = clock;
  }

  /** While the server answers: tells it the key where it does not know it, and renews the session in good time. */
  async keepFresh(): Promise<void> {
    const now = this.#clock.now();
    const kept = await this.#registered(await sessionKey(this.#log, now));
    if (kept.isKnown === false || now - this.#lookedAt < lookEveryMs) return;
    this.#lookedAt = now;
    if (kept.isKnown && now - kept.renewedAt > renewAfterMs) await this.renew();
  }

  /** A new session for a signature; `refused`: only a person can help. */
  renew(): Promise<Renewal> {
    const transport = this.#transport;
    return this.#sign(
      () => transport.challenge(),
      (_challenge, signature) => transport.renew(signature),
    );
  }

  /** The same where the server knows no session of this device at all: the cookie is gone, or it was restored to before. */
  async comeBack(): Promise<Renewal> {
    const transport = this.#transport;
    const device = await logStateOf(this.#log);
    return this.#sign(
      () => transport.returnChallenge(device),
      (challenge, signature) => transport.comeBack(device, challenge, signature),
    );
  }

  async #sign(
    ask: () => Promise<Answer<{ readonly challenge: string }>>,
    give: (challenge: string, signature: string) => Promise<Answer<unknown>>,
  ): Promise<Renewal> {
    const now = this.#clock.now();
    if (now - this.#renewedAt < inVainWithinMs) return 'refused';
    const asked = await ask();
    if (asked.kind !== 'answer') return asked.kind === 'silence' ? 'no_answer' : 'refused';
    const { challenge } = asked.value;
    const answer = await give(challenge, await signedWith(await sessionKey(this.#log, now), challenge));
    // It may have lost the key: once the device is in again, it is told it again.
    if (answer.kind === 'refused') await noteSessionKey(this.#log, { isKnown: false });
    if (answer.kind !== 'answer') return answer.kind === 'silence' ? 'no_answer' : 'refused';
    this.#renewedAt = now;
    await noteSessionKey(this.#log, { renewedAt: now });
    return 'renewed';
  }

  async #registered(kept: StoredSessionKey): Promise<StoredSessionKey> {
    if (kept.isKnown !== false) return kept;
    const answer = await this.#transport.registerKey(kept.publicKey);
    if (answer.kind === 'silence') return kept;
    const isKnown = answer.kind === 'answer' ? true : answer.code === 'already_exists' ? null : false;
    await noteSessionKey(this.#log, { isKnown });
    return { ...kept, isKnown };
  }
}
