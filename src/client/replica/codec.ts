/**
 * The one place through which personal fields enter and leave the device's databases (rule E3). It changes nothing yet: the
 * encryption of the privacy work goes in here and nowhere else.
 */
import type { EntityKind, EntityRow } from '../../domain/model/entities.ts';

/** A row in the form in which it is stored. */
export function sealRow<K extends EntityKind>(_kind: K, row: EntityRow<K>): unknown {
  return row;
}

/** The row out of its stored form. */
export function openRow<K extends EntityKind>(_kind: K, stored: unknown): EntityRow<K> {
  // What lies in the replica was sealed as a row of this kind.
  return stored as EntityRow<K>;
}

/** Arguments of a mutation in the form in which they are stored. */
export function sealArgs(args: unknown): unknown {
  return args;
}

/** Arguments out of their stored form. */
export function openArgs(stored: unknown): unknown {
  return stored;
}
