/** What must hold when everything has healed and come to rest: every device, the server and the plain model are compared. */
import { IDBKeyRange } from 'fake-indexeddb';
import { ReplicaDatabase } from '../client/replica/replica-database.ts';
import { verifyReplica } from '../client/replica/verify.ts';
import type { EntityKind } from '../domain/model/entities.ts';
import type { Sale } from '../domain/model/sale.ts';
import type { FeedRow, Outcome } from '../domain/sync/protocol.ts';
import { canonicalJson } from '../domain/values/canonical-json.ts';
import { checkForest, checkJoinedHistory } from './check-merges.ts';
import type { Device } from './device.ts';
import { feedOf } from './feed-of.ts';
import { codecOn, entriesOn, imagesOn, pendingOn, rowsOn, salesOn } from './look.ts';
import type { Run } from './run.ts';
import { shownTo } from './scopes.ts';

interface ServerContent {
  readonly all: readonly FeedRow[];
  /** The newest form of every row, by table and id. */
  readonly rows: ReadonlyMap<string, FeedRow>;
  readonly sales: ReadonlyMap<string, { readonly sale: Sale; readonly v: number }>;
  /** Of all devices, in the order of the feed. */
  readonly outcomes: readonly Outcome[];
}

export async function checkEnd(run: Run): Promise<void> {
  for (const device of run.devices) for (const tab of device.livingTabs()) tab.kill('to be compared');
  const content = await contentOf(run);
  checkServer(run, content);
  await checkFigures(run);
  checkForest(run, 'the server', rowsOf(content));
  for (const device of run.devices) {
    // What a revoked device last saw is compared with nothing; it may not learn what has come since.
    if (device.isRevoked) continue;
    const shown = contentFrom(shownTo(device, content.all), content.outcomes);
    checkDevice(run, device, shown);
    await checkReplica(run, device, shown);
  }
}

async function contentOf(run: Run): Promise<ServerContent> {
  const newest = new Map<string, FeedRow>();
  const outcomes: Outcome[] = [];
  const deviceIds = new Set(run.devices.map(({ identity }) => identity.deviceId));
  for (const [index, deviceId] of [...deviceIds].entries()) {
    for (const row of await feedOf(run.server.require(), run.template.tenantId, deviceId)) {
      if (row.table === 'outcome') outcomes.push(row.row as Outcome);
      else if (index === 0) newest.set(`${row.table} ${row.id}`, row);
    }
  }
  return contentFrom([...newest.values()], outcomes);
}

function contentFrom(all: readonly FeedRow[], outcomes: readonly Outcome[]): ServerContent {
  const rows = new Map<string, FeedRow>();
  const sales = new Map<string, { sale: Sale; v: number }>();
  for (const row of all) {
    if (row.table === 'sale') sales.set(row.id, { sale: row.row as Sale, v: row.v });
    else rows.set(`${row.table} ${row.id}`, row);
  }
  return { all, rows, sales, outcomes };
}

function checkServer(run: Run, { rows, sales, outcomes }: ServerContent): void {
  const { model } = run;
  const verdicts = new Map(outcomes.map((outcome) => [outcome.mutationId, outcome]));
  for (const { mutationId, name, saleId, number, totalMinor } of model.saved.values()) {
    if (model.lostWithHardware.has(mutationId)) continue;
    const verdict = verdicts.get(mutationId);
    run.check('L', verdict !== undefined, () => `${name} ${mutationId} was saved and has no outcome`);
    run.check(
      'L',
      verdict?.outcome !== 'quarantined' || verdict.code === 'device_revoked',
      () => `${name} ${mutationId} was quarantined: ${verdict?.code}`,
    );
    if (verdict && verdict.outcome !== 'applied') {
      const isShown = [...rows.values()].some(
        ({ table, row }) =>
          table === 'attention' && (row as { mutationId: string } | null)?.mutationId === mutationId,
      );
      run.check(
        'V',
        isShown,
        () => `${name} ${mutationId} was ${verdict.outcome} (${verdict.code}) and is not in attention`,
      );
    }
    if (verdict?.outcome === 'quarantined') continue;
    if (saleId === null) continue;
    const kept = sales.get(saleId);
    run.check(
      'L',
      kept !== undefined,
      () => `the document ${number} ${saleId} was saved and is not on the server`,
    );
    const same = kept?.sale.totalMinor === totalMinor && kept.sale.number === number;
    run.check('D', same, () => `the document ${number} ${saleId} is another one on the server`);
  }
  for (const [id, { sale }] of sales) {
    run.check('D', model.triedSales.has(id), () => `nobody made the document ${sale.number} ${id}`);
  }
  checkNumbers(run, sales, rows);
}

/** Receipt numbers are unique; where a copied device has given one twice, the second bears an issue (rule X4). */
function checkNumbers(run: Run, sales: ServerContent['sales'], rows: ServerContent['rows']): void {
  const flagged = new Set(
    [...rows.values()].flatMap(({ table, row }) => {
      const issue = row as { code?: string; sale?: { id: string } } | null;
      return table === 'saleIssue' && issue?.code === 'number_clash' ? [issue.sale?.id] : [];
    }),
  );
  const first = new Map<string, string>();
  const inOrder = [...sales.values()].sort((a, b) => a.v - b.v);
  for (const { sale } of inOrder) {
    if (flagged.has(sale.id)) continue;
    const other = first.get(sale.number);
    run.check('N', other === undefined, () => `${sale.number} is the number of ${other} and of ${sale.id}`);
    first.set(sale.number, sale.id);
  }
}

async function checkFigures(run: Run): Promise<void> {
  const { differences } = await run.server.require().read(run.template.tenantId, (reader) => reader.verify());
  run.check(
    'A',
    differences.length === 0,
    () => `the server's figures differ: ${JSON.stringify(differences)}`,
  );
}

function checkDevice(run: Run, device: Device, content: ServerContent): void {
  const { name } = device;
  run.check('P', entriesOn(device).length === 0, () => `${name} has unsent changes`);
  run.check(
    'C',
    pendingOn(device).length === 0,
    () => `${name} has pending intents: ${JSON.stringify(pendingOn(device))}`,
  );
  run.check('C', imagesOn(device).length === 0, () => `${name} keeps images of the server`);
  compareRows(run, device, content);
  compareSales(run, device, content);
}

function compareRows(run: Run, device: Device, { rows }: ServerContent): void {
  const here = new Map(rowsOn(device).map((row) => [`${row.kind} ${row.id}`, row]));
  for (const [key, { row, v }] of rows) {
    const found = here.get(key);
    if (row === null) {
      run.check('C', found === undefined, () => `${device.name} still has ${key}`);
      continue;
    }
    run.check('H', found !== undefined, () => `${device.name} lacks ${key} of v ${v}`);
    const same = found?.v === v && canonicalJson(found.row) === canonicalJson(row);
    run.check(
      'C',
      same,
      () =>
        `${device.name} has ${key} as ${JSON.stringify(found)}, the server as ${JSON.stringify(row)} at ${v}`,
    );
  }
  for (const key of here.keys()) run.check('C', rows.has(key), () => `only ${device.name} has ${key}`);
}

function compareSales(run: Run, device: Device, { sales }: ServerContent): void {
  const here = new Map<string, Sale>();
  for (const { sale, v } of salesOn(device)) {
    run.check('D', !here.has(sale.id), () => `${device.name} has ${sale.id} twice`);
    here.set(sale.id, sale);
    const known = sales.get(sale.id);
    run.check('T', known !== undefined, () => `${device.name} has ${sale.id} and may not see it`);
    run.check('C', known?.v === v, () => `${device.name} has ${sale.id} at ${v}, the server at ${known?.v}`);
  }
  for (const [id, { sale, v }] of sales) {
    const found = here.get(id);
    run.check(
      'H',
      found !== undefined,
      () => `${device.name} lacks the document ${sale.number} ${id} of v ${v}`,
    );
    const forms = [found, sale].map((one) => canonicalJson(one ? asShown(one, sale, device) : null));
    run.check(
      'C',
      forms[0] === forms[1],
      () => `${device.name} has another form of ${id}: ${forms.join(' ')}`,
    );
  }
}

/** A device that was put at the counter keeps the costs of what it had sold itself until it fills its replica anew. */
function asShown(one: Sale, shown: Sale, { identity }: Device): Sale {
  const isWithoutCosts = shown.lines.every(({ costMinor }) => costMinor === undefined);
  if (!isWithoutCosts || shown.deviceId !== identity.deviceId) return one;
  return { ...one, lines: one.lines.map(({ costMinor: _cost, ...line }) => line) };
}

const rowsOf = ({ rows }: ServerContent) =>
  [...rows.values()].map(({ table, row }) => ({ kind: table as EntityKind, row }));

async function checkReplica(run: Run, device: Device, content: ServerContent): Promise<void> {
  const seam = { indexedDB: device.disk.factory, IDBKeyRange };
  const replica = new ReplicaDatabase(device.identity.tenantId, seam, codecOn(device));
  const differences = await verifyReplica(replica);
  const documents = [...content.sales.values()].map(({ sale }) => sale);
  await checkJoinedHistory(run, device.name, replica, rowsOf(content), documents);
  replica.close();
  run.check(
    'A',
    differences.length === 0,
    () => `the figures of ${device.name} differ: ${JSON.stringify(differences)}`,
  );
}
