/**
 * Who of a list of customers is there already, and what becomes of whoever is (REQ-C12): they stay as they are, get what the list says,
 * or come in once more.
 */
import type { Customer, CustomerFields } from '../model/customer.ts';
import { positionsOf } from '../mutations/field-edits.ts';
import { fold } from '../values/text.ts';

export type DuplicateRule = 'skip' | 'update' | 'create';

/** By what somebody is known again, the surest first. */
export const customerMarks = ['externalId', 'phone', 'email'] as const;
export type CustomerMark = (typeof customerMarks)[number];

type Known = Pick<Customer, 'id' | 'erasedAt' | 'edits' | keyof CustomerFields>;

interface CustomerUpdate {
  readonly id: string;
  readonly changes: Partial<CustomerFields>;
  /** Per field, the feed position of the value that the list was compared with (rule M5). */
  readonly seen: Record<string, number>;
}

export interface Sorted {
  readonly create: readonly Customer[];
  readonly update: readonly CustomerUpdate[];
  /** How many rows change nothing. */
  readonly same: number;
}

/** Numbers of one phone are written in many ways; their last digits are the same. */
const comparedDigits = 9;

export class KnownCustomers {
  readonly #rule: DuplicateRule;
  readonly #marks: readonly CustomerMark[];
  readonly #roots = new Map<string, Known>();
  readonly #rootOf = new Map<string, string>();
  readonly #idOf = new Map<string, string>();
  readonly #numbers = new Set<string>();

  constructor(rule: DuplicateRule, marks: readonly CustomerMark[]) {
    this.#rule = rule;
    this.#marks = marks;
  }

  /**
   * Somebody who is there.
   *
   * @param rootId who stands for the group of a customer that was merged into another one
   */
  add(customer: Known, rootId = customer.id): void {
    this.#rootOf.set(customer.id, rootId);
    if (customer.id === rootId) this.#roots.set(rootId, customer);
    if (customer.externalId !== null) this.#numbers.add(customer.externalId);
    for (const key of this.#keysOf(customer)) if (!this.#idOf.has(key)) this.#idOf.set(key, rootId);
  }

  /** What becomes of some rows of the list. Who comes in with one of them is there for the next. */
  sort(rows: readonly Customer[]): Sorted {
    const create: Customer[] = [];
    const update: CustomerUpdate[] = [];
    let same = 0;
    for (const row of rows) {
      // The same row of the same file has the same id, also where everybody comes in once more.
      const known = this.#roots.get(this.#idFor(row) ?? '');
      if (!known) {
        // A number is one customer's alone.
        const created = this.#isTaken(row.externalId) ? { ...row, externalId: null } : row;
        create.push(created);
        this.add(created);
        continue;
      }
      // The row that somebody came in with before the erasure brings nothing back (rule E2).
      const isOpen = this.#rule === 'update' && known.erasedAt === undefined;
      const changes = isOpen ? this.#changesOf(known, row) : {};
      if (Object.keys(changes).length === 0) {
        same += 1;
        continue;
      }
      update.push({ id: known.id, changes, seen: positionsOf(known, Object.keys(changes)) });
      this.add({ ...known, ...changes });
    }
    return { create, update, same };
  }

  #isTaken(externalId: string | null): boolean {
    return externalId !== null && this.#numbers.has(externalId);
  }

  #idFor(row: Customer): string | undefined {
    const same = this.#rootOf.get(row.id);
    if (same !== undefined || this.#rule === 'create') return same;
    const key = this.#keysOf(row).find((one) => this.#idOf.has(one));
    return key === undefined ? undefined : this.#idOf.get(key);
  }

  #keysOf(customer: Known): string[] {
    const keys: Record<CustomerMark, () => string[]> = {
      externalId: () => (customer.externalId === null ? [] : [`number ${customer.externalId}`]),
      phone: () =>
        customer.phones
          .filter(({ digits }) => digits.length >= 5)
          .map(({ digits }) => `phone ${digits.slice(-comparedDigits)}`),
      email: () => customer.emails.map((email) => `email ${fold(email)}`),
    };
    return this.#marks.flatMap((mark) => keys[mark]());
  }

  /** What a row says that the customer does not have. What it does not say stays; numbers, addresses and tags are added to. */
  #changesOf(known: Known, row: Customer): Partial<CustomerFields> {
    const changes: Partial<CustomerFields> = {};
    if (!isStopgap(row) && row.name !== known.name) changes.name = row.name;
    for (const field of ['firstName', 'lastName'] as const)
      if (row[field] !== null && row[field] !== known[field]) changes[field] = row[field];
    // What a list leaves out is `retail` and `active`, so these two say nothing.
    if (row.type !== 'retail' && row.type !== known.type) changes.type = row.type;
    if (row.status !== 'active' && row.status !== known.status) changes.status = row.status;
    if (known.externalId === null && row.externalId !== null && !this.#isTaken(row.externalId))
      changes.externalId = row.externalId;
    const phones = row.phones.filter(({ digits }) => known.phones.every((phone) => phone.digits !== digits));
    if (phones.length > 0) changes.phones = [...known.phones, ...phones].slice(0, 20);
    const emails = row.emails.filter((email) => known.emails.every((other) => fold(other) !== fold(email)));
    if (emails.length > 0) changes.emails = [...known.emails, ...emails].slice(0, 20);
    const tags = row.tags.filter((tag) => !known.tags.includes(tag));
    if (tags.length > 0) changes.tags = [...known.tags, ...tags].slice(0, 100);
    if (row.internalNotes !== null && !(known.internalNotes ?? '').includes(row.internalNotes))
      changes.internalNotes = [known.internalNotes, row.internalNotes]
        .filter(Boolean)
        .join('\n')
        .slice(0, 2000);
    return changes;
  }
}

/** Whether the name is only what the list has in place of one. */
function isStopgap({ name, externalId, phones, emails }: Customer): boolean {
  return (
    name === `Customer ${externalId}` ||
    phones.some(({ raw }) => raw === name) ||
    emails.some((email) => email === name)
  );
}
