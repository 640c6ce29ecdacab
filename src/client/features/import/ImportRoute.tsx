import { Trans, useLingui } from '@lingui/react/macro';
import { Stepper } from '@mantine/core';
import { useStore } from 'zustand';
import { paths } from '../../app/paths.ts';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { FilesStep } from './FilesStep.tsx';
import styles from './ImportRoute.module.css';
import { ImportStepView } from './ImportStepView.tsx';
import { type ImportStep, importJob } from './import-job.ts';
import { TrialStep } from './TrialStep.tsx';

const steps: readonly ImportStep[] = ['files', 'columns', 'trial', 'import'];

/** Brings customers, products and sales in from files. Nothing is changed before a person has seen the trial run. */
export function Component() {
  const { t } = useLingui();
  const step = useStore(importJob, (job) => job.step);
  const finished = useStore(importJob, (job) => job.step === 'import' && job.progress?.phase === 'done');
  return (
    <>
      <PageHeader back={paths.more.to()} title={t`Import`} />
      <Page>
        <Stepper
          active={finished ? steps.length : steps.indexOf(step)}
          allowNextStepsSelect={false}
          classNames={{
            step: styles.stepMark ?? '',
            stepBody: styles.stepWord ?? '',
            separator: styles.between ?? '',
          }}
          size="xs"
        >
          <Stepper.Step allowStepClick={false} label={<Trans>Files</Trans>} />
          <Stepper.Step allowStepClick={false} label={<Trans>Columns</Trans>} />
          <Stepper.Step allowStepClick={false} label={<Trans>Trial run</Trans>} />
          <Stepper.Step allowStepClick={false} label={<Trans>Import</Trans>} />
        </Stepper>
        {step === 'files' && <FilesStep />}
        {step === 'columns' && <ColumnsStep />}
        {step === 'trial' && <TrialStep />}
        {step === 'import' && <ImportStepView />}
      </Page>
    </>
  );
}
