/** Who may give which rights to whom: nobody more than the own, nobody to oneself, and only owners touch owners. */
import type { Person } from './permissions.ts';

/** A person with an id, as the rules compare them. */
export interface StaffMember extends Person {
  readonly id: string;
}

/**
 * Whether an administrator may make `after` out of `before` (null: a new person). Since nobody changes the own rights and only
 * an owner changes an owner, a shop always keeps an active owner.
 */
export function mayChangeStaff(actor: StaffMember, before: StaffMember | null, after: StaffMember): boolean {
  if (actor.id === after.id) return before !== null && hasSameRights(before, after);
  const touched = before ? [before, after] : [after];
  return touched.every((person) => isWithin(actor, person));
}

/** Whether two states of a person allow the same. */
export function hasSameRights(one: Person, other: Person): boolean {
  return (
    one.role === other.role &&
    one.active === other.active &&
    JSON.stringify(one.locationIds?.toSorted() ?? null) ===
      JSON.stringify(other.locationIds?.toSorted() ?? null)
  );
}

/** Whether someone's rights are no more than the actor's. */
function isWithin(actor: Person, person: Person): boolean {
  if (person.role === 'owner' && actor.role !== 'owner') return false;
  if (actor.locationIds === null) return true;
  return person.locationIds?.every((id) => actor.locationIds?.includes(id)) ?? false;
}

/** Whether an actor may set with what a person signs in: the own, or that of somebody with no more rights. */
export function mayGiveLogin(actor: StaffMember, person: StaffMember): boolean {
  return actor.id === person.id || isWithin(actor, person);
}
