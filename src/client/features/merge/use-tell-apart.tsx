import { Trans } from '@lingui/react/macro';
import { useNavigate } from 'react-router';
import type { Refusal } from '../../../domain/errors.ts';
import { useServices } from '../../app/services.ts';
import { undoWith } from '../../app/undo-with.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';

/**
 * Says for good that two customers are not one, and offers the way back.
 *
 * @param leadsTo where it goes on then
 */
export function useTellApart(
  leadsTo: string,
): (firstId: string, secondId: string) => Promise<readonly Refusal[]> {
  const { mutate } = useServices();
  const navigate = useNavigate();
  return async (firstId, secondId) => {
    const result = await mutate('dismissDuplicate', { firstId, secondId });
    if (!result.saved) return result.refusals;
    notifySaved({
      message: <Trans>Kept as two customers</Trans>,
      onUndo: undoWith(() => mutate('restoreDuplicate', { firstId, secondId })),
    });
    await navigate(leadsTo, { replace: true });
    return [];
  };
}
