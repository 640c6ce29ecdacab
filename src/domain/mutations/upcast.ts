/** Arguments of earlier builds, which a device may have saved up to a year ago (rule X5). */
import type { MutationDefinition } from './mutation.ts';

/**
 * Arguments in the form of today's version; undefined where this build does not know the version they are of.
 *
 * @example upcastArgs(definitionOf('recordSale'), entry.version, entry.args)
 */
export function upcastArgs(
  { version: current, upcasts = {} }: Pick<MutationDefinition<string, never>, 'version' | 'upcasts'>,
  version: number,
  args: unknown,
): unknown {
  if (version > current || version < 1) return undefined;
  let form: unknown = args;
  for (let from = version; from < current; from += 1) {
    const upcast = upcasts[from];
    if (!upcast) return undefined;
    form = upcast(form);
  }
  return form;
}
