/**
 * A browser that loses what it had promised to keep: all databases of a device are gone, or they are as they were a while ago. What tabs
 * have copied into files of their own comes back from there (rule W8).
 */
import { definitionOf } from '../domain/mutations/registry.ts';
import type { Device } from './device.ts';
import { copiedOn, entriesOn, retainedOn } from './look.ts';
import type { Run } from './run.ts';

const shareOfDevices = 0.04;
const lookEveryMs = 50;
/** Of looks that find something to lose, so many lose it. */
const shareOfLooks = 0.3;
/** A fact is copied within this time after it was said to be saved. */
const copiedWithinMs = 1000;

/** Decides once for a device, for so many milliseconds: then it loses its log as soon as that would lose a sale. */
export function tryLog(run: Run, device: Device, withinMs: number): void {
  const { world, faults } = run;
  if (!faults.isDue('logLost', shareOfDevices)) return;
  device.keepsCopies = true;
  const chance = faults.chance('logLost');
  const look = () => {
    if (faults.isHealed) return;
    if (device.mayChange && copiedOn(device).size > 0 && chance.happens(shareOfLooks)) lose(run, device);
    else world.after(world.outside, lookEveryMs, look);
  };
  world.after(world.outside, chance.between(0, withinMs), look);
}

function lose(run: Run, device: Device): void {
  const { faults, world, model, server } = run;
  const copied = copiedOn(device);
  checkCopied(run, device, copied);
  for (const tab of device.livingTabs()) tab.kill('as its databases are lost');
  const { backup } = device;
  if (backup && faults.chance('logLost').happens(0.5)) {
    const { files, keys } = device.disk;
    device.disk = backup.disk.copy();
    device.disk.files.clear();
    for (const [path, text] of files) device.disk.files.set(path, text);
    for (const [path, bytes] of keys) device.disk.keys.set(path, bytes);
  } else device.disk.clear();
  device.seenV = 0;
  const kept = [...entriesOn(device), ...retainedOn(device)].map(({ id }) => id);
  model.deviceLost(device.name, new Set([...kept, ...copied]), server.committedMutations());
  faults.count('logLost');
  world.note(`${device.name} lost its databases and has copies of ${copied.size} facts, ${kept.length} kept`);
}

function checkCopied(run: Run, device: Device, copied: ReadonlySet<string>): void {
  const { world, model } = run;
  const since = world.now - copiedWithinMs;
  const tabs = device.livingTabs();
  // A tab that is frozen copies nothing, and may hold up the others in the middle of a transaction.
  if (tabs.length === 0 || tabs.some(({ frozenUntil }) => frozenUntil > since)) return;
  const unconfirmed = new Set(entriesOn(device).map(({ id }) => id));
  for (const { mutationId, name, savedAt, deviceName } of model.saved.values()) {
    if (deviceName !== device.name || savedAt > since || !unconfirmed.has(mutationId)) continue;
    if (definitionOf(name).nature === 'fact')
      run.check('L', copied.has(mutationId), () => `${device.name} has no copy of ${name} ${mutationId}`);
  }
}
