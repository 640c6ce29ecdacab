import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useStore } from 'zustand';
import { useServices } from '../../app/services.ts';
import frame from './ImportRoute.module.css';
import { importJob } from './import-job.ts';
import { RejectedRows } from './RejectedRows.tsx';
import { RunFigures } from './RunFigures.tsx';
import { RunProblem } from './RunProblem.tsx';
import { RunProgress } from './RunProgress.tsx';

/** Reads everything and changes nothing: what would come in, and what would not. */
export function TrialStep() {
  const { t } = useLingui();
  const { imports } = useServices();
  const { progress, running, report, back, startImport } = useStore(importJob);
  if (running || progress === null) {
    return <RunProgress progress={progress} title={t`Trial run: nothing is changed`} />;
  }
  const backButton = (
    <Button onClick={back}>
      <Trans>Back</Trans>
    </Button>
  );
  if (progress.phase !== 'done') {
    return (
      <div className={frame.step}>
        {progress.phase === 'cancelled' ? (
          <p className={frame.text}>
            <Trans>The trial run was stopped. Nothing was changed.</Trans>
          </p>
        ) : (
          <RunProblem refusal={progress.refusal}>
            <Trans>Nothing was changed. Check the columns and the file, then try again.</Trans>
          </RunProblem>
        )}
        <div className={frame.actions}>{backButton}</div>
      </div>
    );
  }
  const brings = progress.newRows > 0;
  return (
    <div className={frame.step}>
      <h2 className={frame.title}>
        {brings ? <Trans>This would come in</Trans> : <Trans>Nothing would come in</Trans>}
      </h2>
      <RunFigures progress={progress} />
      <RejectedRows count={progress.rejectedRows} report={report} />
      <div className={frame.actions}>
        {backButton}
        {brings && (
          <Button onClick={() => void startImport(imports)} variant="filled">
            {progress.listed ? (
              <Plural one="Import # customer" other="Import # customers" value={progress.newRows} />
            ) : progress.sales > 0 ? (
              <Plural one="Import # sale" other="Import # sales" value={progress.sales} />
            ) : (
              <Trans>Import</Trans>
            )}
          </Button>
        )}
      </div>
    </div>
  );
}
