import { askFrom } from '../../../domain/duplicates/likeness.ts';
import { useDirectory } from '../../directory/use-directory.ts';
import { type ComparedFields, type CustomerTwin, useServices } from '../services.ts';

const noTwins: readonly CustomerTwin[] = [];

/** More would be read by nobody who has a customer in front. */
const mostShown = 2;

/** Who may be the customer of these fields; undefined while it is not known. */
function useTwins(fields: ComparedFields, exceptId: string | null, least: number, limit: number) {
  const { directory } = useServices();
  const { name, phones, emails } = fields;
  return useDirectory(
    ['twins', name, phones.map(({ raw }) => raw), emails, exceptId, least, limit],
    () => directory.twins(fields, exceptId, least, limit),
    (answer) => answer === null,
  );
}

interface TwinWarning {
  /** Whom a person is told of before saving. */
  readonly twins: readonly CustomerTwin[];
  /** Whether everybody who is to be told of stood there already; else they do now, and nothing is to be saved yet. */
  readonly mayBeSaved: () => Promise<boolean>;
}

/**
 * Warns of a customer who is there already (REQ-C4). It holds nobody up: where the answer is not known, what was typed is saved.
 *
 * @param isAsked whether what was typed says who it is
 */
export function useTwinWarning(
  fields: ComparedFields,
  exceptId: string | null,
  isAsked: boolean,
): TwinWarning {
  const { data, refetch } = useTwins(fields, exceptId, askFrom, mostShown);
  const twins = (isAsked ? data : null) ?? noTwins;
  return {
    twins,
    async mayBeSaved() {
      if (!isAsked) return true;
      const told = new Set(twins.map(({ row }) => row.customerId));
      const { data: now } = await refetch();
      return (now ?? noTwins).every(({ row }) => told.has(row.customerId));
    },
  };
}
