import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useStore } from 'zustand';
import { paths } from '../../app/paths.ts';
import { useServices } from '../../app/services.ts';
import frame from './ImportRoute.module.css';
import { importJob } from './import-job.ts';
import { RejectedRows } from './RejectedRows.tsx';
import { RunFigures } from './RunFigures.tsx';
import { RunProblem } from './RunProblem.tsx';
import { RunProgress } from './RunProgress.tsx';

/** The import itself, which may be stopped and gone on with, and what came of it. */
export function ImportStepView() {
  const { t } = useLingui();
  const { imports } = useServices();
  const { files, progress, running, report, startImport, reset } = useStore(importJob);
  const names = files.map(({ file }) => file.name).join(', ');
  if (running || progress === null) {
    return <RunProgress progress={progress} title={t`Importing ${names}`} />;
  }
  const finished = progress.phase === 'done';
  return (
    <div className={frame.step}>
      <h2 className={frame.title}>
        {finished ? <Trans>The import is done</Trans> : <Trans>Stopped before the end</Trans>}
      </h2>
      {progress.phase === 'failed' && (
        <RunProblem refusal={progress.refusal}>
          <Trans>
            What was read so far is saved. Go on when the cause is removed; nothing comes in twice.
          </Trans>
        </RunProblem>
      )}
      {progress.phase === 'cancelled' && (
        <p className={frame.text}>
          <Trans>
            What was read so far is saved. Go on, or choose the same files later: nothing comes in twice.
          </Trans>
        </p>
      )}
      <RunFigures progress={progress} />
      <RejectedRows count={progress.rejectedRows} report={report} />
      <div className={frame.actions}>
        <Button onClick={reset}>
          <Trans>Import more files</Trans>
        </Button>
        {finished ? (
          <Button component={Link} to={paths.customers.to()} variant="filled">
            <Trans>See the customers</Trans>
          </Button>
        ) : (
          <Button onClick={() => void startImport(imports)} variant="filled">
            <Trans>Go on</Trans>
          </Button>
        )}
      </div>
    </div>
  );
}
