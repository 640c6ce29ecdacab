/** What may befall the session of a device: it expires, or the browser forgets it. The app renews it with the key of the device. */
import type { Device } from './device.ts';
import type { Run } from './run.ts';

const shareThatExpire = 0.04;
const shareThatAreLost = 0.02;

/** Decides once for a device, for the first part of so many milliseconds: what follows has to be seen too. */
export function trySession({ world, faults, server }: Run, device: Device, withinMs: number): void {
  const later = (kind: 'sessionExpired' | 'sessionLost', befall: () => void): number => {
    device.isTried = true;
    const at = world.now + faults.chance(kind).between(0, withinMs / 4);
    world.after(world.outside, at - world.now, () => {
      if (faults.isHealed) return;
      faults.count(kind);
      world.note(`${device.name} ${kind}`);
      befall();
    });
    return at;
  };
  if (faults.isDue('sessionExpired', shareThatExpire)) {
    const at = later('sessionExpired', () => {});
    server.endSession(device.identity, at);
    device.expiring = { cookie: device.cookie, at };
  }
  if (faults.isDue('sessionLost', shareThatAreLost)) {
    later('sessionLost', () => {
      device.cookie = '';
    });
  }
}
