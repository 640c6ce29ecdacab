/** What happens in the office while devices are away: somebody may no longer sell, a device is no longer trusted, a backup is put back. */
import type { Device } from './device.ts';
import type { Faults } from './faults.ts';
import type { Model } from './model.ts';
import type { Server } from './server.ts';
import type { Template } from './template.ts';
import type { World } from './world.ts';

interface Office {
  readonly world: World;
  readonly faults: Faults;
  readonly server: Server;
  readonly template: Template;
  readonly devices: readonly Device[];
  readonly model: Model;
}

const shareOfLoweredRoles = 0.15;
const shareOfRevokedDevices = 0.06;
const shareOfRestoredServers = 0.06;

/** Decides once or not at all, within so many milliseconds. */
export function openOffice(office: Office, withinMs: number): void {
  const { world, faults, devices } = office;
  const decide = (kind: 'roleLowered' | 'deviceRevoked', work: () => Promise<void>): void => {
    world.after(world.outside, faults.chance(kind).between(0, withinMs), () => {
      // A server that is down, or fails just then, is not asked again.
      void work().catch(() => undefined);
    });
  };
  if (faults.strikes('roleLowered', shareOfLoweredRoles)) decide('roleLowered', () => lowerRole(office));
  // A restored server may not know any more whom it had revoked, so these two do not meet here.
  if (faults.isDue('serverRestored', shareOfRestoredServers)) {
    goBack(office, withinMs);
    return;
  }
  const device = devices[1];
  if (device && faults.strikes('deviceRevoked', shareOfRevokedDevices))
    decide('deviceRevoked', () => revoke(office, device));
}

/** A backup is made, and later put in the place of the data. */
function goBack({ world, faults, server, model }: Office, withinMs: number): void {
  const chance = faults.chance('serverRestored');
  const madeAt = chance.between(0, withinMs);
  const restore = () => {
    if (faults.isHealed) return;
    if (!server.isUp) {
      world.after(world.outside, 1000, restore);
      return;
    }
    faults.count('serverRestored');
    server.restore(() => model.serverWentBackTo(server.committedMutations()));
  };
  world.after(world.outside, madeAt, () => {
    if (faults.isHealed) return;
    server.backUp();
    world.after(world.outside, chance.between(0, withinMs - madeAt), restore);
  });
}

async function lowerRole({ server, template, world }: Office): Promise<void> {
  await server.require().write(template.tenantId, async (writer) => {
    const person = await writer.get('staff', template.cashierId);
    if (person) await writer.put('staff', { ...person, role: 'auditor' });
  });
  world.note('the cashier may no longer sell');
}

async function revoke({ server, template, world, devices }: Office, device: Device): Promise<void> {
  const { deviceId } = device.identity;
  await server.require().write(template.tenantId, async (writer) => {
    const row = await writer.get('device', deviceId);
    if (row) await writer.put('device', { ...row, revokedAt: world.now });
  });
  for (const each of devices) if (each.identity.deviceId === deviceId) each.isRevoked = true;
  world.note(`${device.name} was revoked`);
}
