import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileImport, IconFileText, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useStore } from 'zustand';
import { errorMessages } from '../../app/messages.ts';
import { useServices } from '../../app/services.ts';
import { Card } from '../../components/Card.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './FilesStep.module.css';
import frame from './ImportRoute.module.css';
import { importJob } from './import-job.ts';
import { type ChosenFile, type ImportPlan, planOf } from './import-plan.ts';
import { PastImports } from './PastImports.tsx';

/** Files are dropped or chosen, looked at, and told what they are. */
export function FilesStep() {
  const { imports } = useServices();
  const { files, addFiles, goOn } = useStore(importJob);
  const openPicker = useRef<() => void>(null);
  const plan = planOf(files);
  const ready = plan.kind === 'known' || plan.kind === 'columns';
  const chooser = (
    <Button onClick={() => openPicker.current?.()} variant={files.length === 0 ? 'filled' : 'default'}>
      {files.length === 0 ? <Trans>Choose files</Trans> : <Trans>Add files</Trans>}
    </Button>
  );
  return (
    <div className={frame.step}>
      <Dropzone
        activateOnClick={false}
        activateOnKeyboard={false}
        className={styles.zone}
        // Without this the button inside cannot be tapped.
        enablePointerEvents
        onDrop={(dropped) => void addFiles(imports, dropped)}
        openRef={openPicker}
      >
        <div className={styles.inside}>
          <Icon icon={IconFileImport} size={24} />
          <p>
            <Trans>Drop CSV files here, for example the sales of your present till.</Trans>
          </p>
          <p className={styles.remark}>
            <Trans>Comma, semicolon or tab; also packed as .gz. Nothing is changed before you agree.</Trans>
          </p>
          {chooser}
        </div>
      </Dropzone>
      {files.length > 0 && (
        <Card flush>
          <ul>
            {files.map((chosen) => (
              <FileRow
                chosen={chosen}
                key={`${chosen.file.name} ${chosen.file.size} ${chosen.file.lastModified}`}
              />
            ))}
          </ul>
        </Card>
      )}
      {files.length === 0 && <PastImports />}
      <PlanProblem plan={plan} />
      {ready && (
        <div className={frame.actions}>
          <Button onClick={() => void goOn(imports)} variant="filled">
            {plan.kind === 'columns' ? <Trans>Name the columns</Trans> : <Trans>Start the trial run</Trans>}
          </Button>
        </div>
      )}
    </div>
  );
}

function FileRow({ chosen }: { readonly chosen: ChosenFile }) {
  const { t } = useLingui();
  const { bytes } = useFormatting();
  const removeFile = useStore(importJob, (job) => job.removeFile);
  const { file, inspection } = chosen;
  return (
    <li className={styles.file}>
      <Icon icon={IconFileText} />
      <span className={styles.words}>
        <span className={styles.name}>{file.name}</span>
        <span className={styles.remark}>
          {bytes(file.size)}
          {inspection && (
            <>
              {' · '}
              <FileKind chosen={chosen} />
            </>
          )}
        </span>
      </span>
      <ActionIcon
        aria-label={t`Leave ${file.name} out`}
        color="ink"
        onClick={() => removeFile(file)}
        variant="subtle"
      >
        <Icon icon={IconX} />
      </ActionIcon>
    </li>
  );
}

function FileKind({ chosen: { inspection } }: { readonly chosen: ChosenFile }) {
  if (!inspection) return null;
  if (inspection.refusal) return <Trans>cannot be read</Trans>;
  switch (inspection.format) {
    case 'online-retail':
      return <Trans>recognised: Online Retail</Trans>;
    case 'cdnow':
      return <Trans>recognised: CDNow</Trans>;
    case 'complete-journey':
      return <Trans>recognised: The Complete Journey</Trans>;
    default:
      return <Trans>{inspection.columns.length} columns, to be named by you</Trans>;
  }
}

function PlanProblem({ plan }: { readonly plan: ImportPlan }) {
  const { t } = useLingui();
  if (plan.kind === 'refused') {
    return (
      <ErrorNotice title={<Trans>{plan.fileName} cannot be read</Trans>}>
        {t(errorMessages[plan.refusal.code])}{' '}
        <Trans>Nothing was changed. Leave it out, or choose another one.</Trans>
      </ErrorNotice>
    );
  }
  if (plan.kind === 'mixed') {
    return (
      <ErrorNotice title={<Trans>These files do not belong together</Trans>}>
        <Trans>Their columns differ. Leave some out and import them one after the other.</Trans>
      </ErrorNotice>
    );
  }
  return null;
}
