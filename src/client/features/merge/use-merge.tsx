import { Trans } from '@lingui/react/macro';
import { useNavigate } from 'react-router';
import type { Refusal } from '../../../domain/errors.ts';
import { paths } from '../../app/paths.ts';
import { type CustomerView, useServices } from '../../app/services.ts';
import { undoWith } from '../../app/undo-with.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import type { Choices } from './merge-fields.ts';

/**
 * Merges at once and offers the way back.
 *
 * @param leadsTo where it goes on then, if not with the joined customer
 */
export function useMerge(
  leadsTo?: string,
): (keep: CustomerView, join: CustomerView, choices: Choices, name: string) => Promise<readonly Refusal[]> {
  const { mutate, newId } = useServices();
  const navigate = useNavigate();
  return async (keep, join, choices, name) => {
    const winnerId = keep.group.rootId;
    const loserId = join.group.rootId;
    const result = await mutate('mergeCustomers', {
      id: newId(),
      winnerId,
      loserId,
      choices: { ...choices },
    });
    if (!result.saved) return result.refusals;
    notifySaved({
      message: <Trans>Merged into {name}</Trans>,
      onUndo: undoWith(() => mutate('unmergeCustomers', { winnerId, loserId })),
    });
    await navigate(leadsTo ?? paths.customer.to(winnerId), { replace: true });
    return [];
  };
}
