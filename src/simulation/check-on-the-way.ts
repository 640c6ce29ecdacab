/** What must hold at every moment on a device, looked at while the run goes on. */

import { scopeVersion } from '../client/replica/apply-feed.ts';
import { contextOf, isIntent } from '../client/replica/run-intent.ts';
import { applyMutation, isMutationName } from '../domain/mutations/registry.ts';
import { MemoryStore } from '../domain/testing/memory-store.ts';
import { canonicalJson } from '../domain/values/canonical-json.ts';
import { checkForest } from './check-merges.ts';
import type { Device } from './device.ts';
import {
  copiedOn,
  entriesOn,
  imagesOn,
  logStateOn,
  pendingOn,
  replicaStateOn,
  retainedOn,
  rowsOn,
  salesOn,
} from './look.ts';
import type { Run } from './run.ts';

/** Looks at a device, unless nothing has changed on it since it was looked at. */
export async function lookAtDevice(run: Run, device: Device): Promise<void> {
  const { disk } = device;
  if (disk.isInWriting) return;
  const seen = { disk, revision: disk.revision, saved: run.model.saved.size };
  const before = device.lookedAt;
  if (before?.disk === disk && before.revision === seen.revision && before.saved === seen.saved) return;
  device.lookedAt = seen;
  watchDevice(run, device);
  checkForest(run, device.name, rowsOn(device));
  await checkPending(run, device);
}

function watchDevice(run: Run, device: Device): void {
  const log = logStateOn(device);
  const state = replicaStateOn(device);
  if (!log || !state) return;
  // The replica of a new epoch or scope is begun anew (rules X2, F6).
  const seenAs = `${state.feed.epoch} ${scopeVersion(state)}`;
  if (device.seenAs !== seenAs) Object.assign(device, { seenV: 0, seenAs });
  run.check(
    'R',
    state.feed.v >= device.seenV,
    () => `${device.name} went back from ${device.seenV} to ${state.feed.v}`,
  );
  device.seenV = state.feed.v;

  const entries = entriesOn(device);
  const inOrder = entries.every(({ seq }, index) => seq === log.nextSeq - entries.length + index);
  run.check(
    'O',
    inOrder,
    () => `the log of ${device.name} has a gap: ${entries.map(({ seq }) => seq).join()}`,
  );
  checkSaved(run, device, entries);

  const seqOf = (position: typeof state.applied) =>
    position?.incarnation === log.incarnation ? position.seq : 0;
  const applied = seqOf(state.applied);
  const confirmed = Math.max(seqOf(state.confirmed), log.retainedSeq, log.resentSeq ?? 0);
  const pending = new Map(pendingOn(device).map(({ seq, mutationId }) => [seq, mutationId]));
  const sales = new Set(salesOn(device).map(({ sale }) => sale.id));
  for (const { seq, name, id, args } of entries) {
    if (seq > applied || seq <= confirmed) continue;
    if (isIntent(name)) {
      run.check(
        'R',
        pending.get(seq) === id,
        () => `${device.name} applied ${name} ${seq} and does not hold it as pending`,
      );
    } else if (name !== 'recordPrint' && args.form === 'plain') {
      const { sale } = args.value as { sale: { id: string } };
      run.check('R', sales.has(sale.id), () => `${device.name} applied ${name} ${seq} and lacks its sale`);
    }
  }
}

/** Everything that was said to be saved lies in the log: what it holds, no power cut takes (rule W1). A lost one is begun anew from copies (W8). */
function checkSaved(run: Run, device: Device, entries: readonly { readonly id: string }[]): void {
  const kept = new Set([...entries, ...retainedOn(device)].map(({ id }) => id));
  for (const id of copiedOn(device)) kept.add(id);
  for (const { mutationId, name, deviceName } of run.model.saved.values()) {
    if (deviceName !== device.name || run.model.goneFromLog.has(mutationId)) continue;
    run.check('L', kept.has(mutationId), () => `${device.name} lost ${name} ${mutationId}`);
  }
}

/** What a device shows is what the server has shown it, with its own pending intents on top in their order (rule F3). */
async function checkPending(run: Run, device: Device): Promise<void> {
  const pending = pendingOn(device);
  if (pending.length === 0) return;
  const rows = rowsOn(device);
  const images = imagesOn(device);
  const store = new MemoryStore();
  const imaged = new Set(images.map(({ kind, id }) => `${kind} ${id}`));
  const serverRows = [
    ...rows.filter(({ kind, id }) => !imaged.has(`${kind} ${id}`)),
    ...images.flatMap(({ stored }) => stored ?? []),
  ];
  for (const { kind, row } of serverRows) await store.put(kind, row as { id: string } as never);
  for (const intent of pending) {
    if (!isMutationName(intent.name)) continue;
    await applyMutation(store, intent.name, intent.args, contextOf(intent));
  }
  for (const kind of ['customer', 'mergeEdge'] as const) {
    const expected = store.all(kind);
    const shown = new Map(rows.filter((row) => row.kind === kind).map(({ id, row }) => [id, row]));
    run.check(
      'R',
      shown.size === expected.length,
      () => `${device.name} shows ${shown.size} rows of ${kind}, not ${expected.length}`,
    );
    for (const row of expected) {
      const same = canonicalJson(shown.get(row.id) ?? null) === canonicalJson(row);
      run.check(
        'R',
        same,
        () =>
          `${device.name} shows ${kind} ${JSON.stringify(shown.get(row.id))}, its changes make ${JSON.stringify(row)}`,
      );
    }
  }
}
