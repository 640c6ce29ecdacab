import { Trans, useLingui } from '@lingui/react/macro';
import { IconDatabase } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { errorMessages } from '../../app/messages.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';

interface RunProblemProps {
  readonly refusal: Refusal | null;
  /** What is kept and what to do. */
  readonly children: ReactNode;
}

/** Why a run ended before its time. */
export function RunProblem({ refusal, children }: RunProblemProps) {
  const { t } = useLingui();
  const full = refusal?.code === 'storage_full';
  return (
    <ErrorNotice
      {...(full && { icon: IconDatabase })}
      title={
        full ? <Trans>This device is full</Trans> : <Trans>The files could not be read to the end</Trans>
      }
    >
      {refusal && !full && <>{t(errorMessages[refusal.code])} </>}
      {children}
    </ErrorNotice>
  );
}
