import { Trans } from '@lingui/react/macro';
import type { Refusal } from '../../domain/errors.ts';
import { notifyProblem } from '../components/notify-problem.tsx';
import { RefusalWords } from './RefusalWords.tsx';
import type { MutateResult } from './services.ts';

/** Takes a change back where the toast offers it; a refusal is said, since no form is open to say it. */
export function undoWith(change: () => Promise<MutateResult>): () => void {
  return () => {
    void change().then((result) => {
      if (!result.saved) notifyRefused(result.refusals);
    });
  };
}

/** Says why a change that was made by one tap is not saved. */
export function notifyRefused(refusals: readonly Refusal[]): void {
  notifyProblem(
    <>
      <Trans>Not saved; everything is as it was.</Trans> <RefusalWords refusals={refusals} />
    </>,
  );
}
