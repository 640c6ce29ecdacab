/**
 * What a mutation is: one pure function over the store port, run by the device on its replica and by the server in one SQL
 * transaction (rules W4, K1, K2).
 *
 * - A **fact** has happened (a sale, a return, a payment). Applying it never fails; what is odd about it is answered as issues.
 *   When a device *checks* it before logging, an issue refuses it, so that a person can correct it in time.
 * - An **intent** (an edit, a merge) may be refused. Then it has written nothing.
 */
import type * as z from 'zod/mini';
import type { Refusal } from '../errors.ts';
import type { SaleRef } from '../model/primitives.ts';
import type { Strength } from '../model/records.ts';
import type { SaleIssueCode } from '../model/sale-rows.ts';
import type { Store } from '../store.ts';

/** Who and when, the same on device and server. */
export interface MutationContext {
  readonly mutationId: string;
  /** The person, as the device says (rule A1: asserted). */
  readonly actorId: string | null;
  readonly deviceId: string | null;
  /** Device time corrected by its estimated offset, UTC milliseconds. */
  readonly at: number;
  /** The server could not believe the device's time (rule X6). */
  readonly clockSuspect?: boolean;
  /** The number of the server's transaction; absent on a device. */
  readonly v?: number;
  /** When the server applies it, by its own clock; absent on a device. */
  readonly appliedAt?: number;
  /** How far the server knows who did it; absent on a device, and where an operator of the server did. */
  readonly strength?: Strength;
  /** A word that the audit log gives as the reason. */
  readonly reason?: string;
  /** The refused mutation that this one takes the place of. */
  readonly supersedes?: string | null;
}

/** Something odd about a fact; stored beside the sale and shown until a manager decides. */
export interface FactIssue {
  readonly code: SaleIssueCode;
  readonly lineNumber?: number;
}

export type MutationResult =
  | { readonly ok: true; readonly issues: readonly FactIssue[] }
  | { readonly ok: false; readonly refusal: Refusal };

export const applied: MutationResult = { ok: true, issues: [] };

/** A refusal as a result. */
export function refuse(
  code: Refusal['code'],
  path?: Refusal['path'],
  values?: Refusal['values'],
): MutationResult {
  return { ok: false, refusal: { code, ...(path && { path }), ...(values && { values }) } };
}

export interface MutationDefinition<Name extends string, Schema extends z.ZodMiniType> {
  readonly name: Name;
  /** Version of the arguments; raised with an upcaster when their form changes. */
  readonly version: number;
  /** By an earlier version: brings its arguments into the form of the next one (rule X5). */
  readonly upcasts?: Readonly<Record<number, (args: unknown) => unknown>>;
  readonly nature: 'fact' | 'intent';
  readonly args: Schema;
  /** What is wrong with the arguments beyond their form, without looking at the store. */
  readonly problemOf?: (args: z.infer<Schema>) => Refusal | null;
  /** The document whose owner it may change: the figures follow (rule L5). */
  readonly movesFiguresOf?: (args: z.infer<Schema>) => SaleRef;
  readonly run: (store: Store, args: z.infer<Schema>, context: MutationContext) => Promise<MutationResult>;
  /** The customers whose personal values the arguments hold; absent where they hold none (rule E2). */
  readonly peopleIn?: (args: z.infer<Schema>) => readonly string[];
  /** The same without the personal values of some customers; where it is absent, nothing is left to say. */
  readonly withoutPeople?: (args: z.infer<Schema>, ids: ReadonlySet<string>) => z.infer<Schema>;
  /** An intent about many people: it is carried out without those who were erased, where others are refused (rule E2). */
  readonly holdsWithoutPeople?: true;
  /** For documents that bear a receipt number: puts the number in that the log hands out. */
  readonly withNumber?: (args: z.infer<Schema>, number: string) => z.infer<Schema>;
}

/** Gives a definition its exact types. */
export function defineMutation<Name extends string, Schema extends z.ZodMiniType>(
  definition: MutationDefinition<Name, Schema>,
): MutationDefinition<Name, Schema> {
  return definition;
}
