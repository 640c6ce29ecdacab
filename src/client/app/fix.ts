/** Fixing a refused change (rule K2): its form opens with what was typed, and what is saved takes its place. */
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import * as z from 'zod/mini';
import { type ErrorCode, isErrorCode, type Refusal } from '../../domain/errors.ts';
import type { MutationName } from '../../domain/mutations/registry.ts';
import { newProductId, paths } from './paths.ts';
import { type Problem, useServices } from './services.ts';

const parameter = 'fix';

/** Nothing that can be typed into a form changes these. */
const beyondForms: ReadonlySet<string> = new Set<ErrorCode>([
  'not_found',
  'customer_not_found',
  'product_not_found',
  'not_permitted',
  'already_decided',
  'unknown_mutation',
  'hash_mismatch',
  'internal_error',
]);

const withId = z.object({ id: z.string() });

function formOf({ name, args }: Pick<Problem, 'name' | 'args'>): string | null {
  const read = z.safeParse(withId, args);
  if (!read.success) return null;
  switch (name) {
    case 'createCustomer':
      return paths.addCustomer.to();
    case 'editCustomer':
      return paths.editCustomer.to(read.data.id);
    case 'createProduct':
      return paths.product.to(newProductId);
    case 'editProduct':
      return paths.product.to(read.data.id);
    default:
      return null;
  }
}

/** Where a refused change can be fixed; null where no form helps. */
export function fixAddress(problem: Pick<Problem, 'name' | 'args' | 'code' | 'mutationId'>): string | null {
  if (beyondForms.has(problem.code)) return null;
  const form = formOf(problem);
  return form && `${form}?${new URLSearchParams({ [parameter]: problem.mutationId })}`;
}

export interface Fix {
  readonly supersedes: string;
  /** As they were saved. */
  readonly args: unknown;
  /** Why it was refused, to be shown at its field. */
  readonly refusals: readonly Refusal[];
}

/** The id that a refused creation had given out: what was made to go with it names that one. Null where another thing bears it. */
export function idOfFix(fix: Fix | null): string | null {
  if (!fix || fix.refusals.some(({ code, path }) => code === 'already_exists' && path?.[0] === 'id'))
    return null;
  const read = z.safeParse(withId, fix.args);
  return read.success ? read.data.id : null;
}

async function fixOf(
  problems: Promise<readonly Problem[]>,
  mutationId: string | null,
  name: MutationName,
): Promise<Fix | null> {
  const found = (await problems).find((one) => one.mutationId === mutationId && one.name === name);
  if (!found) return null;
  const code = isErrorCode(found.code) ? found.code : 'invalid_request';
  return { supersedes: found.mutationId, args: found.args, refusals: [{ code, path: found.path }] };
}

/** The refused change that the address names; null for none, undefined while it is read. */
export function useFix(name: MutationName): Fix | null | undefined {
  const { sync } = useServices();
  const [search] = useSearchParams();
  const mutationId = search.get(parameter);
  const { data } = useQuery({
    queryKey: ['fix', name, mutationId],
    queryFn: () => fixOf(sync.problems(), mutationId, name),
    enabled: mutationId !== null,
    networkMode: 'always',
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return mutationId === null ? null : data;
}
