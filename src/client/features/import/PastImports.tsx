import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import type { ImportRun } from '../../../domain/model/records.ts';
import { SignInDialog } from '../../app/lock/SignInDialog.tsx';
import { useVerified } from '../../app/lock/use-verified.ts';
import { RefusalWords } from '../../app/RefusalWords.tsx';
import { type ImportContents, useServices, useShop } from '../../app/services.ts';
import { useMay } from '../../app/use-may.ts';
import { Card } from '../../components/Card.tsx';
import { ContentModal } from '../../components/ContentModal.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { useLive } from '../../replica/use-live.ts';
import styles from './PastImports.module.css';

/** The lists of customers that came in, each with the way back (rule I1). */
export function PastImports() {
  const { replica } = useServices();
  const { tenantId } = useShop();
  const { data: runs = [] } = useLive(['imports', tenantId], () => replica.all('importRun'));
  const lists = runs
    .filter(({ content }) => content === 'customers')
    .sort((a, b) => b.startedAt - a.startedAt);
  if (lists.length === 0) return null;
  return (
    <section>
      <h2 className={styles.title}>
        <Trans>Lists of customers that came in</Trans>
      </h2>
      <Card flush>
        <ul>
          {lists.map((run) => (
            <PastImport key={run.id} run={run} />
          ))}
        </ul>
      </Card>
    </section>
  );
}

function PastImport({ run }: { readonly run: ImportRun }) {
  const { imports } = useServices();
  const { relativeDay, dayOf } = useFormatting();
  const mayUndo = useMay('undoImport');
  const [contents, setContents] = useState<ImportContents | null>(null);
  const when = relativeDay(dayOf(run.startedAt));
  return (
    <li className={styles.run}>
      <div className={styles.words}>
        <p className={styles.name}>{run.fileName}</p>
        <p className={styles.remark}>
          {when}
          {run.undoneAt !== undefined && (
            <>
              {' · '}
              <Trans>taken back {relativeDay(dayOf(run.undoneAt))}</Trans>
            </>
          )}
        </p>
      </div>
      {run.undoneAt === undefined && mayUndo && (
        <Button onClick={() => void imports.contents(run.id).then(setContents)}>
          <Trans>Take back</Trans>
        </Button>
      )}
      {contents && <UndoDialog contents={contents} onClose={() => setContents(null)} run={run} />}
    </li>
  );
}

interface UndoDialogProps {
  readonly run: ImportRun;
  readonly contents: ImportContents;
  readonly onClose: () => void;
}

/** Says what would go and what would be as it was; where something hangs on somebody who came in, on whom. */
function UndoDialog({ run, contents, onClose }: UndoDialogProps) {
  const { t } = useLingui();
  const { mutate } = useServices();
  const verified = useVerified();
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const { createdIds, updatedIds, mergedIds, namesInUse } = contents;
  const isBlocked = namesInUse.length > 0;
  const undo = async () => {
    const result = await mutate('undoImport', {
      id: run.id,
      createdIds: [...createdIds],
      updatedIds: [...updatedIds, ...mergedIds],
    });
    if (!result.saved) {
      setRefusals(result.refusals);
      return;
    }
    notifySaved({ message: t`${run.fileName} is taken back` });
    onClose();
  };
  return (
    <>
      <ContentModal
        actions={
          <>
            <Button onClick={onClose}>{isBlocked ? <Trans>Close</Trans> : <Trans>Keep it</Trans>}</Button>
            {!isBlocked && (
              <Button color="danger" onClick={() => verified.run(() => void undo())} variant="filled">
                <Trans>Take it back</Trans>
              </Button>
            )}
          </>
        }
        onClose={onClose}
        opened={!verified.asking}
        title={
          isBlocked ? (
            <Trans>This import cannot be taken back</Trans>
          ) : (
            <Trans>Take {run.fileName} back?</Trans>
          )
        }
        width={560}
      >
        <div className={styles.dialog}>
          {isBlocked ? (
            <>
              <p>
                <Trans>These came in with it and have purchases, merges, notes or the like by now:</Trans>
              </p>
              <ul className={styles.names}>
                {namesInUse.slice(0, shownNames).map((name) => (
                  <li key={name}>{name}</li>
                ))}
              </ul>
              {namesInUse.length > shownNames && (
                <p className={styles.remark}>
                  <Plural one="and # more" other="and # more" value={namesInUse.length - shownNames} />
                </p>
              )}
            </>
          ) : (
            <>
              <p>
                <Plural
                  one="# customer who came in with it is removed."
                  other="# customers who came in with it are removed."
                  value={createdIds.length}
                />
              </p>
              {updatedIds.length > 0 && (
                <p>
                  <Plural
                    one="# customer gets back what the file has changed, where nobody changed it since."
                    other="# customers get back what the file has changed, where nobody changed it since."
                    value={updatedIds.length}
                  />
                </p>
              )}
            </>
          )}
          {refusals.length > 0 && (
            <ErrorNotice title={<Trans>Nothing was changed</Trans>}>
              <RefusalWords refusals={refusals} />
            </ErrorNotice>
          )}
        </div>
      </ContentModal>
      <SignInDialog verified={verified} />
    </>
  );
}

const shownNames = 8;
