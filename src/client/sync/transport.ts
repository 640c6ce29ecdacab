/** The conversation with the server over HTTP: the only place of the app that sends requests to it. */
import * as z from 'zod/mini';
import type { KeyScope } from '../../domain/authority/permissions.ts';
import { type ErrorCode, isErrorCode, type Refusal } from '../../domain/errors.ts';
import { strengths } from '../../domain/model/records.ts';
import {
  type ConnectRequest,
  type ConnectResponse,
  connectResponseSchema,
  type EnrolRequest,
  type EnrolResponse,
  type EpochResponse,
  enrolResponseSchema,
  epochResponseSchema,
  type FeedCursor,
  type JoinAgainRequest,
  type JoinAgainResponse,
  joinAgainResponseSchema,
  type PullResponse,
  type PushResponse,
  protocolVersion,
  pullResponseSchema,
  pushResponseSchema,
  type RescueRequest,
  type RescueResponse,
  rescueResponseSchema,
  type SnapshotPlace,
  type SnapshotResponse,
  snapshotResponseSchema,
} from '../../domain/sync/protocol.ts';
import { type HandInResponse, handInResponseSchema, queueFileType } from '../../domain/sync/queue-file.ts';
import type { AuditPage, AuditQuery, EnrolCode, ServerCertificate, ShopRecovery } from '../app/services.ts';
import { gzip } from '../platform/gzip.ts';
import type { Lookup } from '../platform/saved-lookups.ts';

/** What came back: a message, or why there is none. */
export type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  /** Nothing, or "later": the same request may succeed. */
  | { readonly kind: 'silence'; readonly retryAfterMs: number }
  /** The server says no and will say it again. */
  | { readonly kind: 'refused'; readonly code: ErrorCode };

/** Why there is no message. */
export function refusalOf(answer: Exclude<Answer<unknown>, { kind: 'answer' }>): Refusal {
  return { code: answer.kind === 'refused' ? answer.code : 'temporarily_unavailable' };
}

/** Who signed in, and until when (epoch ms) that holds. */
interface SignedIn {
  readonly staffId: string;
  readonly verifiedUntil: number;
}

/** Which device of which shop one says to be. */
export interface DeviceClaim {
  readonly tenantId: string;
  readonly deviceId: string;
}

/** What concerns people and other devices; only with a network. */
export interface PeopleTransport {
  /** The own password of a person, which the server asks for what a PIN may not decide (rule A1). */
  signIn(email: string, password: string): Promise<Answer<SignedIn>>;
  /** The same on a device that has lost its session: it comes back as the device that it is. */
  signInAgain(device: DeviceClaim, email: string, password: string): Promise<Answer<SignedIn>>;
  /** A device that the server does not know joins again by a code and keeps its log. */
  joinAgain(request: JoinAgainRequest): Promise<Answer<JoinAgainResponse>>;
  enrolCode(): Promise<Answer<EnrolCode>>;
}

/** How a device keeps its place in the shop, and leaves it after it was shut out (DESIGN §9). */
export interface DeviceTransport {
  /** Tells the server the public half of the key with which this device renews its session. */
  registerKey(publicKey: DevicePublicKey): Promise<Answer<null>>;
  challenge(): Promise<Answer<{ readonly challenge: string }>>;
  renew(signature: string): Promise<Answer<unknown>>;
  /** What a device has to sign that has lost its session. */
  returnChallenge(device: DeviceClaim): Promise<Answer<{ readonly challenge: string }>>;
  comeBack(device: DeviceClaim, challenge: string, signature: string): Promise<Answer<unknown>>;
  /** Says that a device that was shut out has nothing left; the browser then forgets the shop. */
  handedIn(): Promise<Answer<null>>;
}

/** The public half of an ECDSA key on P-256. */
export interface DevicePublicKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

export interface Transport {
  enrol(request: EnrolRequest): Promise<Answer<EnrolResponse>>;
  connect(request: ConnectRequest): Promise<Answer<ConnectResponse>>;
  /** @param body a gzipped PushRequest; a retry sends the same bytes (rule P1) */
  push(body: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Answer<PushResponse>>;
  pull(epoch: string, from: FeedCursor, limit: number, signal: AbortSignal): Promise<Answer<PullResponse>>;
  /**
   * @param v the position noted with the first page; null for that one
   * @param customerId asks for the documents of one customer alone (rule N2)
   */
  snapshot(
    epoch: string,
    v: number | null,
    from: SnapshotPlace,
    signal: AbortSignal,
    customerId?: string,
  ): Promise<Answer<SnapshotResponse>>;
  /** What has become of the epoch that this device knows (rule X1). */
  epoch(since: string, signal: AbortSignal): Promise<Answer<EpochResponse>>;
  /** Offers a restored server what it lacks (rule X2). */
  rescue(request: RescueRequest, signal: AbortSignal): Promise<Answer<RescueResponse>>;
  /** Listens to pokes; `v` is the newest position where the server says it. Returns the way to stop. */
  listen(onPoke: (v: number | null) => void): () => void;
}

const api = '/api/v1';

/** A server that takes a minute for a batch is not coming back to this request. */
const patienceMs = 60_000;
/** On top of that the slowest line that still counts as one, 32 kbit/s, needs so long for each byte that is sent. */
const patiencePerByteMs = 0.25;

const signInSchema = z.object({ staff_id: z.string(), verified_until: z.iso.datetime() });
const enrolCodeSchema = z.object({
  code: z.string(),
  expires_at: z.iso.datetime(),
  origin: z.optional(z.nullable(z.string())),
});
const recoverySchema = z.object({
  recovery: z.object({
    recovering: z.boolean(),
    restored_at: z.nullable(z.iso.datetime()),
    missing: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
});
const contactsSchema = z.object({
  contacts: z.array(z.object({ device_id: z.string(), last_seen_at: z.iso.datetime() })),
});
const certificateSchema = z.object({
  certificate: z.nullable(z.object({ ends_at: z.iso.datetime(), ends_soon: z.boolean() })),
});
const auditSchema = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      // A newer server may know more of them.
      action: z.string(),
      actor_id: z.nullable(z.string()),
      device_id: z.nullable(z.string()),
      strength: z.enum(strengths),
      subject_id: z.nullable(z.string()),
      detail: z.nullable(z.string()),
      at: z.iso.datetime(),
    }),
  ),
  next_cursor: z.nullable(z.string()),
  left_out: z.optional(z.array(z.string())),
});
const toldSchema = z.object({ unknown: z.array(z.string()) });
const newKeySchema = z.object({ token: z.string() });
const challengeSchema = z.object({ challenge: z.string() });
const errorBodySchema = z.object({ code: z.string() });
const noContent = 204;
const pokeSchema = z.object({ v: z.int() });

export const httpTransport: Transport & PeopleTransport & DeviceTransport = {
  enrol: (request) => send(`${api}/auth/enrol`, enrolResponseSchema, post(request)),
  connect: (request) => send(`${api}/auth/connect`, connectResponseSchema, post(request)),
  async signIn(email, password) {
    return signedIn(await send(`${api}/auth/sign-in`, signInSchema, post({ email, password })));
  },
  async signInAgain(device, email, password) {
    const body = { ...claimed(device), email, password };
    return signedIn(await send(`${api}/auth/return/sign-in`, signInSchema, post(body)));
  },
  joinAgain: (request) => send(`${api}/auth/return/enrol`, joinAgainResponseSchema, post(request)),
  async enrolCode() {
    const answer = await send(`${api}/devices/enrol-codes`, enrolCodeSchema, post({}));
    if (answer.kind !== 'answer') return answer;
    const { code, expires_at, origin = null } = answer.value;
    return { kind: 'answer', value: { code, until: Date.parse(expires_at), origin } };
  },
  registerKey: (key) => send(`${api}/auth/device-key`, z.null(), post({ public_key: key })),
  challenge: () => send(`${api}/auth/challenge`, challengeSchema, post({})),
  renew: (signature) => send(`${api}/auth/renew`, z.unknown(), post({ signature })),
  returnChallenge: (device) => send(`${api}/auth/return/challenge`, challengeSchema, post(claimed(device))),
  comeBack: (device, challenge, signature) =>
    send(`${api}/auth/return`, z.unknown(), post({ ...claimed(device), challenge, signature })),
  handedIn: () => send(`${api}/auth/handed-in`, z.null(), post({})),
  push: (body, signal) => send(`${api}/sync/push`, pushResponseSchema, packed(body, signal)),
  pull(epoch, { v, table, id }, limit, signal) {
    const query = new URLSearchParams({
      epoch,
      v: String(v),
      table,
      id,
      limit: String(limit),
      protocol: `${protocolVersion}`,
    });
    return send(`${api}/sync/pull?${query}`, pullResponseSchema, { signal });
  },
  snapshot(epoch, v, { slice, after }, signal, customerId) {
    const query = new URLSearchParams({
      epoch,
      slice,
      after,
      ...(v !== null && { v: String(v) }),
      ...(customerId !== undefined && { customer: customerId }),
      protocol: `${protocolVersion}`,
    });
    return send(`${api}/sync/snapshot?${query}`, snapshotResponseSchema, { signal });
  },
  epoch(since, signal) {
    const query = new URLSearchParams({ since });
    return send(`${api}/sync/epoch?${query}`, epochResponseSchema, { signal });
  },
  async rescue(request, signal) {
    const body = await gzip(JSON.stringify(request));
    return send(`${api}/sync/rescue`, rescueResponseSchema, packed(body, signal));
  },
  listen,
};

const claimed = ({ tenantId, deviceId }: DeviceClaim) => ({ tenant_id: tenantId, device_id: deviceId });

function signedIn(answer: Answer<z.infer<typeof signInSchema>>): Answer<SignedIn> {
  if (answer.kind !== 'answer') return answer;
  const { staff_id, verified_until } = answer.value;
  return { kind: 'answer', value: { staffId: staff_id, verifiedUntil: Date.parse(verified_until) } };
}

function post(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** A gzipped body, which may be long on its way. */
function packed(body: Uint8Array<ArrayBuffer>, signal: AbortSignal): ServerRequest {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body,
    signal,
    patienceMs: patienceMs + body.byteLength * patiencePerByteMs,
  };
}

interface ServerRequest extends RequestInit {
  /** Other than the usual. */
  readonly patienceMs?: number;
}

/** Hands in the file that a device has saved (rule A6). */
export function sendQueueFile(file: Blob): Promise<Answer<HandInResponse>> {
  return send(`${api}/sync/hand-in`, handInResponseSchema, {
    method: 'POST',
    headers: { 'content-type': queueFileType },
    body: file,
  });
}

function recoveryOf(answer: Answer<z.infer<typeof recoverySchema>>): Answer<ShopRecovery> {
  if (answer.kind !== 'answer') return answer;
  const { recovering, restored_at, missing } = answer.value.recovery;
  const restoredAt = restored_at === null ? null : Date.parse(restored_at);
  return { kind: 'answer', value: { recovering, restoredAt, missing } };
}

/** Asks when the devices of the shop were last heard of, by id. */
export async function askContacts(): Promise<Answer<ReadonlyMap<string, number>>> {
  const answer = await send(`${api}/devices/contacts`, contactsSchema, {});
  if (answer.kind !== 'answer') return answer;
  const { contacts } = answer.value;
  return {
    kind: 'answer',
    value: new Map(contacts.map(({ device_id, last_seen_at }) => [device_id, Date.parse(last_seen_at)])),
  };
}

/** Reads a page of the audit log; the server asks for the own password of somebody who may. */
export async function askAudit(query: AuditQuery): Promise<Answer<AuditPage>> {
  const { actorId, customerId, action, from, to, cursor } = query;
  const asked = { actor_id: actorId, customer_id: customerId, action, cursor };
  const given = Object.entries(asked).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const iso = (at: number | null, name: string) => (at === null ? [] : [[name, new Date(at).toISOString()]]);
  const params = new URLSearchParams([...given, ...iso(from, 'from'), ...iso(to, 'to')]);
  const answer = await send(`${api}/audit?${params}`, auditSchema, {});
  if (answer.kind !== 'answer') return answer;
  const { entries, next_cursor, left_out } = answer.value;
  return {
    kind: 'answer',
    value: {
      entries: entries.map((one) => ({
        id: one.id,
        action: one.action,
        actorId: one.actor_id,
        deviceId: one.device_id,
        strength: one.strength,
        subjectId: one.subject_id,
        detail: one.detail,
        at: Date.parse(one.at),
      })),
      cursor: next_cursor,
      isPartial: left_out !== undefined,
    },
  };
}

/** Tells which profiles were looked at on this device; told again they are noted once. Answers the ids that are to be told again. */
export async function tellLookups(
  lookups: readonly Lookup[],
  now: number,
): Promise<Answer<readonly string[]>> {
  const told = lookups.map(({ id, customerId, actorId, at }) => ({
    id,
    customer_id: customerId,
    actor_id: actorId,
    ago_ms: Math.max(0, now - at),
  }));
  const answer = await send(`${api}/audit/lookups`, toldSchema, post({ lookups: told }));
  return answer.kind === 'answer' ? { kind: 'answer', value: answer.value.unknown } : answer;
}

/** Asks which devices a restored shop waits for (rule X2). */
export async function askRecovery(): Promise<Answer<ShopRecovery>> {
  return recoveryOf(await send(`${api}/recovery`, recoverySchema, {}));
}

/** Asks when the certificate that the server shows ends; null where it shows none. */
export async function askCertificate(): Promise<Answer<ServerCertificate | null>> {
  const answer = await send(`${api}/certificate`, certificateSchema, {});
  if (answer.kind !== 'answer') return answer;
  const { certificate } = answer.value;
  const value = certificate && {
    endsAt: Date.parse(certificate.ends_at),
    endsSoon: certificate.ends_soon,
  };
  return { kind: 'answer', value };
}

/** Makes a key for another program; asks for an administrator's password. */
export async function makeApiKey(label: string, scopes: readonly KeyScope[]): Promise<Answer<string>> {
  const answer = await send(`${api}/api-keys`, newKeySchema, post({ label, scopes }));
  return answer.kind === 'answer' ? { kind: 'answer', value: answer.value.token } : answer;
}

/** Takes it back; the same. */
export function revokeApiKey(id: string): Promise<Answer<unknown>> {
  return send(`${api}/api-keys/${encodeURIComponent(id)}/revoke`, z.unknown(), post({}));
}

/** Waits for no more of them; asks for a manager's password. */
export async function endRecovery(): Promise<Answer<ShopRecovery>> {
  return recoveryOf(await send(`${api}/recovery/end`, recoverySchema, post({})));
}

async function send<T>(url: string, schema: z.ZodMiniType<T>, request: ServerRequest): Promise<Answer<T>> {
  const giveUp = AbortSignal.timeout(request.patienceMs ?? patienceMs);
  const signals = [giveUp, ...(request.signal ? [request.signal] : [])];
  let response: Response;
  try {
    response = await fetch(url, { ...request, signal: AbortSignal.any(signals), cache: 'no-store' });
    if (response.ok) {
      const body: unknown = response.status === noContent ? null : await response.json();
      return { kind: 'answer', value: schema.parse(body) };
    }
  } catch (error) {
    // A message of another form is a bug of one side and must be seen; anything else is a network that is not there.
    if (error instanceof z.core.$ZodError) throw error;
    return { kind: 'silence', retryAfterMs: 0 };
  }
  const body = errorBodySchema.safeParse(await response.json().catch(() => null));
  const code = body.success && isErrorCode(body.data.code) ? body.data.code : null;
  if (code !== null && response.status < 500 && response.status !== 429) return { kind: 'refused', code };
  const seconds = Number(response.headers.get('retry-after') ?? 0);
  return { kind: 'silence', retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : 0 };
}

/** The browser reconnects a stream that broke by itself, but gives up on one that was refused. */
const reopenAfterMs = 30_000;

function listen(onPoke: (v: number | null) => void): () => void {
  let events: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    const opened = new EventSource(`${api}/sync/events`);
    events = opened;
    opened.addEventListener('message', (event: MessageEvent<unknown>) => onPoke(positionOf(event.data)));
    opened.addEventListener('error', () => {
      if (opened.readyState === EventSource.CLOSED) timer = setTimeout(open, reopenAfterMs);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    events.close();
  };
}

function positionOf(data: unknown): number | null {
  if (typeof data !== 'string') return null;
  try {
    const poke = pokeSchema.safeParse(JSON.parse(data));
    return poke.success ? poke.data.v : null;
  } catch {
    return null;
  }
}
