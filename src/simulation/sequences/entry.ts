/** What a device of a sequence has logged. */
import type { Refusal } from '../../domain/errors.ts';
import type { MutationContext } from '../../domain/mutations/mutation.ts';
import type { Refused } from '../../domain/mutations/needs-attention.ts';
import { definitionOf, type MutationName } from '../../domain/mutations/registry.ts';

export interface Entry {
  readonly id: string;
  readonly seq: number;
  readonly name: MutationName;
  readonly version: number;
  readonly deviceId: string;
  readonly at: number;
  readonly salt: string;
  args: unknown;
  erased?: Readonly<Record<string, string>>;
}

/** Who and when, on the server under its position. */
export function intentOf({ id, deviceId, at }: Entry, v?: number): MutationContext {
  return { mutationId: id, actorId: null, deviceId, at, supersedes: null, ...(v !== undefined && { v }) };
}

/** A change that did not hold, as it is put before a person. */
export function refusedAs({ name, at }: Entry, args: unknown, { code, path }: Refusal): Refused {
  const isFact = definitionOf(name).nature === 'fact';
  return { mutationName: name, args, code, path, outcome: 'refused', isFact, deps: [], raisedAt: at };
}
