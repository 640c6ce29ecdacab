/**
 * How an entity is described: its schema, the two fields by which its rows are found, and which of its fields are
 * personal (those pass the codec of rule E3 and are removed by an erase).
 */
import type * as z from 'zod/mini';

export interface EntityDefinition<Schema extends z.ZodMiniType<{ id: string }>> {
  readonly schema: Schema;
  /** The row this one belongs to, for example the customer of a note. */
  readonly parentOf?: (row: z.infer<Schema>) => string | null;
  /** A second row it points to, for example the loser of a merge. */
  readonly referenceOf?: (row: z.infer<Schema>) => string | null;
  readonly personalFields: readonly (keyof z.infer<Schema> & string)[];
}

/** Gives a definition its exact types. */
export function defineEntity<Schema extends z.ZodMiniType<{ id: string }>>(
  definition: EntityDefinition<Schema>,
): EntityDefinition<Schema> {
  return definition;
}
