import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { type MutationArgs, type MutationName, parseArgs } from '../../../domain/mutations/registry.ts';
import { type MutateResult, type Problem, useServices } from '../../app/services.ts';
import { notifySaved } from '../../components/notify-saved.tsx';

interface Decisions {
  readonly busy: boolean;
  /** Why the last decision could not be saved. */
  readonly refusal: Refusal | null;
  readonly retry: () => Promise<void>;
  readonly discard: (reason: string) => Promise<Refusal | null>;
  readonly handOver: (reason: string) => Promise<Refusal | null>;
}

/** What a person can decide about a change that did not hold. */
export function useDecisions(problem: Problem): Decisions {
  const { t } = useLingui();
  const { mutate } = useServices();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const id = problem.attentionId;
  const refusalOf = (result: MutateResult) =>
    result.saved ? null : (result.refusals[0] ?? { code: 'internal_error' as const });
  const reopen = () => void mutate('reopenAttention', { id });

  /** The server runs what it could not read again; a refused change is made once more, under a new id. */
  const again = async (): Promise<MutateResult> => {
    // What was altered on its way is sent anew: the server has nothing that it could run.
    const isAltered = problem.code === 'hash_mismatch';
    if (problem.outcome === 'quarantined' && !isAltered) return mutate('rerunQuarantined', { id });
    if (problem.name === null) return { saved: false, refusals: [{ code: 'unknown_mutation' }] };
    const parsed = parseArgs(problem.name, problem.args);
    if (!parsed.ok) return { saved: false, refusals: parsed.refusals };
    // parseArgs has just read the arguments by the schema of this very name.
    const args = parsed.args as MutationArgs<MutationName>;
    return mutate(problem.name, args, { supersedes: problem.mutationId });
  };

  return {
    busy,
    refusal,
    async retry() {
      setBusy(true);
      setRefusal(null);
      try {
        const result = await again();
        setRefusal(refusalOf(result));
        if (result.saved) notifySaved({ message: t`Saved on this device, to be tried again` });
      } finally {
        setBusy(false);
      }
    },
    async discard(reason) {
      const refused = refusalOf(await mutate('discardAttention', { id, reason }));
      if (!refused) notifySaved({ message: t`Change discarded`, onUndo: reopen });
      return refused;
    },
    async handOver(reason) {
      const refused = refusalOf(await mutate('handOverAttention', { id, reason }));
      if (!refused) notifySaved({ message: t`Handed over to a manager`, onUndo: reopen });
      return refused;
    },
  };
}
