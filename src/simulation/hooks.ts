/**
 * What of the program a simulation reads otherwise than it stands: gzip in this thread instead of another, files on the disk of a device,
 * and a planted fault.
 */
import { registerHooks } from 'node:module';
import { withPlant } from './plants.ts';

const standIns = [
  ['/client/platform/gzip.ts', 'gzip-at-once.ts'],
  ['/client/platform/opfs-copies.ts', 'files-of-tabs.ts'],
] as const;

export function replaceModules(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const [, standIn] = standIns.find(([replaced]) => resolved.url.endsWith(replaced)) ?? [];
      return standIn ? { ...resolved, url: new URL(standIn, import.meta.url).href } : resolved;
    },
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.endsWith('.ts') || !loaded.source) return loaded;
      const text =
        typeof loaded.source === 'string'
          ? loaded.source
          : Buffer.from(loaded.source as Uint8Array).toString();
      return { ...loaded, source: withPlant(url, text) };
    },
  });
}
