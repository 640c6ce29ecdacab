/** Taking over at the till, approving and signing in, as screens ask for it (rules A1, A2). */
import { mutationNeeds } from '../../domain/authority/permissions.ts';
import { pinProblem } from '../../domain/authority/pin.ts';
import type { MutationArgs, MutationName } from '../../domain/mutations/registry.ts';
import { protocolVersion } from '../../domain/sync/protocol.ts';
import type { MutateOptions, MutateResult, PeopleService, PinAnswer, Services } from '../app/services.ts';
import { noteJoinedAgain } from '../outbox/join-again.ts';
import { logStateOf } from '../outbox/log-database.ts';
import { removePin, setActor, setPin, staffWithPin, tryPin } from '../outbox/pins.ts';
import { noteSessionKey } from '../outbox/session-key.ts';
import type { Seams } from '../platform/seams.ts';
import { markedRows } from '../replica/lost-rows.ts';
import { type PeopleTransport, refusalOf } from '../sync/transport.ts';
import type { ShopOnPage } from './open-shop-on-page.ts';

export interface PeopleServiceParts {
  readonly shop: () => ShopOnPage;
  readonly seams: Seams;
  readonly transport: PeopleTransport;
  readonly mutate: <N extends MutationName>(
    name: N,
    args: MutationArgs<N>,
    options?: MutateOptions,
  ) => Promise<MutateResult>;
}

const pinEvents = { wrong: 'pin_refused', locked_out: 'pin_locked_out', right: 'pin_switch' } as const;

type PinEvent = MutationArgs<'recordPinEvent'>['event'];

const nobody = { staffId: '', until: 0 };

/**
 * @param parts.mutate saves as the person at the till; what needs the own password is saved as whoever has given it
 */
export function createPeopleService({
  shop,
  seams,
  transport,
  mutate,
}: PeopleServiceParts): PeopleService & Pick<Services, 'mutate'> {
  let verified = nobody;
  const log = () => shop().data.log;

  /** What happened with a PIN is noted; where that cannot be saved, the till goes on all the same. */
  async function note(staffId: string, { kind }: PinAnswer): Promise<void> {
    if (kind !== 'wait') await noteEvent(staffId, pinEvents[kind]);
  }

  /** @param options as whom; without it as the person at the till */
  async function noteEvent(staffId: string, event: PinEvent, options?: MutateOptions): Promise<void> {
    await mutate('recordPinEvent', { staffId, event }, options).catch(seams.report);
  }

  /** As whoever has given the own password, where somebody has. */
  const ownWord = (): MutateOptions | undefined =>
    verified.until > seams.clock.now() ? { actorId: verified.staffId } : undefined;

  return {
    mutate(name, args, options) {
      const needsIt = mutationNeeds[name]?.strength === 'verified';
      return mutate(name, args, needsIt ? { ...ownWord(), ...options } : options);
    },
    withPin: () => staffWithPin(log()),
    async setPin(staffId, pin) {
      const code = pinProblem(pin);
      if (code !== null) return { code };
      await setPin(log(), staffId, pin, seams.newSalt());
      await noteEvent(staffId, 'pin_set', ownWord());
      return null;
    },
    async removePin(staffId) {
      await removePin(log(), staffId);
      await noteEvent(staffId, 'pin_removed', ownWord());
    },
    async takeOver(staffId, pin) {
      const answer = await tryPin(log(), staffId, pin, seams.clock.now());
      await note(staffId, answer);
      if (answer.kind !== 'right') return answer;
      if (verified.staffId !== staffId) verified = nobody;
      await setActor(log(), staffId);
      return answer;
    },
    async approve(managerId, pin, approval) {
      const answer = await tryPin(log(), managerId, pin, seams.clock.now());
      if (answer.kind !== 'right') {
        await note(managerId, answer);
        return answer;
      }
      const saved = await mutate('recordApproval', approval, { actorId: managerId });
      if (!saved.saved) throw new Error(`The approval could not be saved: ${saved.refusals[0]?.code}`);
      return answer;
    },
    async signIn(email, password, takesOver) {
      const asked = await transport.signIn(email, password);
      const hasNoSession = asked.kind === 'refused' && asked.code === 'sign_in_required';
      const answer = hasNoSession
        ? await transport.signInAgain(await logStateOf(log()), email, password)
        : asked;
      if (answer.kind !== 'answer') return refusalOf(answer);
      // It took a password because it knew no key.
      if (hasNoSession) await noteSessionKey(log(), { isKnown: false });
      const { staffId, verifiedUntil } = answer.value;
      verified = { staffId, until: verifiedUntil };
      if (takesOver) await setActor(log(), staffId);
      return null;
    },
    async joinAgain(code) {
      const { data } = shop();
      const { tenantId, deviceId, receiptCode } = await logStateOf(data.log);
      const stored = await data.replica.rows.get(['device', deviceId]);
      const device = stored && data.replica.codec.openRow('device', stored);
      const answer = await transport.joinAgain({
        protocol: protocolVersion,
        code,
        tenantId,
        deviceId,
        deviceName: device?.name ?? receiptCode,
        receiptCode,
        rows: [
          ...(await markedRows(data.replica, [
            ['tenant', tenantId],
            ['setting', tenantId],
            ['device', deviceId],
          ])),
        ],
      });
      if (answer.kind !== 'answer') return refusalOf(answer);
      await noteJoinedAgain(data.log, answer.value.receiptCode);
      return null;
    },
    verifiedUntil: () => verified.until,
    async enrolCode() {
      const answer = await transport.enrolCode();
      return answer.kind === 'answer'
        ? { ok: true, ...answer.value }
        : { ok: false, refusal: refusalOf(answer) };
    },
  };
}
