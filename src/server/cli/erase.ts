import { lastErasureOf } from '../../domain/history/erasure-certificate.ts';
import type { CustomerGroup } from '../../domain/history/groups.ts';
import { kindsOfPeople } from '../../domain/mutations/erase-customer.ts';
import { sha256Hex } from '../../domain/values/hash.ts';
import { isId, newId } from '../../domain/values/ids.ts';
import type { Dependencies } from '../dependencies.ts';
import { applyOne } from '../mutations/apply-one.ts';
import { operator } from '../mutations/note-audit.ts';
import { RequestRefused } from '../request-refused.ts';
import { shownCustomer } from '../routes/shown-customer.ts';
import type { TenantReader, TenantWriter } from '../storage/storage.ts';
import { certificateView } from '../views/erasure-view.ts';
import { type Command, type Options, WrongUsage } from './command.ts';

/** Why a person is erased, as the law lists it; the audit log gives it. A text of one's own could name the person. */
const reasons = ['asked', 'not_needed', 'objected', 'unlawful', 'obliged'] as const;

export const erase: Command = {
  summary: 'erases a person for good',
  help: `
regulars erase --tenant ID --customer ID
regulars erase --tenant ID --customer ID --confirm CODE --reason WORD

The first call changes nothing. It shows whom it is about, everyone who was merged with that customer, and prints
  {"state": "preview", "customerIds", "name", "goes", "stays", "confirm"}
where "goes" counts what is removed beside the fields of the customer, and "stays" the documents that stay without a name.
The second call erases the people of the preview and prints {"state": "erased", "erasure"}, the certificate. So it does for
somebody who was erased before. If others were merged with the customer since the preview, the code does not fit: look again.

  --tenant      id of the shop
  --customer    id of the customer
  --confirm     the code of the preview
  --reason      ${reasons.join(', ')}
`,
  options: {
    tenant: { type: 'string' },
    customer: { type: 'string' },
    confirm: { type: 'string' },
    reason: { type: 'string' },
  },
  async run(options, { dependencies, tell }) {
    const tenantId = options.tenant();
    const customerId = options.required('customer');
    if (!isId(customerId)) throw new WrongUsage('--customer is not an id of a customer.');
    const { storage } = dependencies;
    const code = options.text('confirm');
    const known = await storage.read(tenantId, (reader) => certificateOf(reader, dependencies, customerId));
    if (known) {
      tell('This person was erased before. The certificate says how far that has come.');
      return { answer: { state: 'erased', erasure: known }, ok: true };
    }
    if (code === undefined) {
      tell(
        'Nothing was changed. It cannot be undone: see that this is the person, then call it with --confirm.',
      );
      return { answer: await storage.read(tenantId, (reader) => preview(reader, customerId)), ok: true };
    }
    const reason = reasonIn(options);
    await storage.write(tenantId, (writer) => eraseIn(writer, dependencies, customerId, code, reason));
    const erasure = await storage.read(tenantId, (reader) => certificateOf(reader, dependencies, customerId));
    tell(
      'Erased on the server; each device follows when it next asks. The files are written anew at night, or by "regulars scrub".',
    );
    return { answer: { state: 'erased', erasure }, ok: true };
  },
};

function reasonIn(options: Options): string {
  const reason = options.required('reason');
  if (!reasons.some((known) => known === reason))
    throw new WrongUsage(`--reason must be one of ${reasons.join(', ')}.`);
  return reason;
}

/** The same people give the same code, so that nobody is erased who was not looked at (rule E1). */
const codeOf = ({ memberIds }: CustomerGroup): string => sha256Hex([...memberIds].sort().join()).slice(0, 8);

async function preview(reader: TenantReader, customerId: string) {
  const { group, joined } = await shownCustomer(reader, customerId);
  const goes: Record<string, number> = {};
  for (const kind of kindsOfPeople) goes[kind] = (await reader.childrenOfAll(kind, group.memberIds)).length;
  let stays = 0;
  for (const row of await reader.metrics(group.memberIds))
    for (const cell of row?.cells ?? []) stays += cell.orders;
  return {
    state: 'preview',
    customerIds: group.memberIds,
    name: joined.name,
    goes,
    stays: { orders: stays },
    confirm: codeOf(group),
  };
}

async function eraseIn(
  writer: TenantWriter,
  { clock, randomBytes }: Dependencies,
  customerId: string,
  code: string,
  reason: string,
): Promise<void> {
  const { group } = await shownCustomer(writer, customerId);
  if (code !== codeOf(group))
    throw new WrongUsage('--confirm is not the code of these people. Look at the preview again.');
  const now = clock();
  const args = { id: newId(now, randomBytes), customerIds: [...group.memberIds] };
  const context = { mutationId: newId(now, randomBytes), ...operator, at: now, reason };
  const result = await applyOne(writer, 'eraseCustomer', args, context, now);
  if (!result.ok) throw new RequestRefused([result.refusal]);
}

async function certificateOf(reader: TenantReader, dependencies: Dependencies, customerId: string) {
  const erasure = lastErasureOf(await reader.all('erasure'), customerId);
  return erasure ? certificateView(reader, erasure, dependencies) : null;
}
