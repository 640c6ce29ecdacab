/** What of the program a simulation reads otherwise than it stands: gzip in this thread instead of another, and a planted fault. */
import { registerHooks } from 'node:module';
import { withPlant } from './plants.ts';

export function replaceModules(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      if (!resolved.url.endsWith('/client/platform/gzip.ts')) return resolved;
      return { ...resolved, url: new URL('gzip-at-once.ts', import.meta.url).href };
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
