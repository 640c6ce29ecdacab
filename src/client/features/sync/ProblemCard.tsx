import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { isErrorCode } from '../../../domain/errors.ts';
import { fixAddress } from '../../app/fix.ts';
import { errorMessages } from '../../app/messages.ts';
import { type Problem, useShop } from '../../app/services.ts';
import { useDevices } from '../../app/shared-queries.ts';
import { Card } from '../../components/Card.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { ChangeSubject } from './ChangeSubject.tsx';
import { factsOfChange } from './change-facts.ts';
import { changeLooks, unknownChange } from './change-words.ts';
import { DecisionDialog } from './DecisionDialog.tsx';
import styles from './ProblemCard.module.css';
import { useSyncStatus } from './queries.ts';
import { useDecisions } from './use-decisions.ts';
import { useStaffName } from './use-staff-name.ts';

type Asked = 'discard' | 'hand over' | null;

interface ProblemCardProps {
  readonly problem: Problem;
  /** What cannot be done before this is decided. */
  readonly dependents: readonly Problem[];
}

/** A change that did not hold: what, why, by whom, and the ways on. */
export function ProblemCard({ problem, dependents }: ProblemCardProps) {
  const { t } = useLingui();
  const { busy, refusal, retry, discard, handOver } = useDecisions(problem);
  const [asked, setAsked] = useState<Asked>(null);
  const { state } = useSyncStatus();
  const fix = fixAddress(problem);
  // Retried where the reason may be known only to the server, it would look as if it held.
  const needsNetwork = state === 'offline' || state === 'attention';
  const titleId = useId();
  const close = () => setAsked(null);
  return (
    <Card tone="danger">
      <article aria-labelledby={titleId} className={styles.change}>
        <Icon className={styles.icon} icon={IconAlertTriangle} size={24} />
        <div className={styles.words}>
          <ProblemWords problem={problem} titleId={titleId} />
          <Dependents problems={dependents} />
          {refusal && (
            <p className={styles.again} role="alert">
              <Trans>Not done:</Trans> {t(errorMessages[refusal.code])}
            </p>
          )}
          <div className={styles.actions}>
            {fix !== null && (
              <Button component={Link} to={fix} variant="filled">
                <Trans>Fix</Trans>
              </Button>
            )}
            <Button
              disabled={needsNetwork}
              leftSection={needsNetwork && <Icon icon={IconCloudOff} />}
              loading={busy}
              onClick={() => void retry()}
            >
              {isHandedIn(problem) ? <Trans>Take into the books</Trans> : <Trans>Retry</Trans>}
            </Button>
            {problem.state === 'open' && (
              <Button onClick={() => setAsked('hand over')}>
                <Trans>Hand over</Trans>
              </Button>
            )}
            <Button onClick={() => setAsked('discard')}>
              <Trans>Discard</Trans>
            </Button>
            {needsNetwork && (
              <span className={styles.hint}>
                <Trans>This needs the network</Trans>
              </span>
            )}
          </div>
        </div>
      </article>
      <DecisionDialog
        action={asked === 'hand over' ? <Trans>Hand over to a manager</Trans> : <Trans>Discard change</Trans>}
        isReasonNeeded={asked !== 'hand over'}
        label={asked === 'hand over' ? <Trans>What should the manager know?</Trans> : <Trans>Why?</Trans>}
        onClose={close}
        onDecide={asked === 'hand over' ? handOver : discard}
        opened={asked !== null}
        title={
          asked === 'hand over' ? (
            <Trans>Hand this change over to a manager?</Trans>
          ) : (
            <Trans>Discard this change?</Trans>
          )
        }
      >
        {asked === 'hand over' ? (
          <Trans>Managers see it on every device of the shop.</Trans>
        ) : (
          <Trans>It will not be made. The reason is kept with it.</Trans>
        )}
      </DecisionDialog>
    </Card>
  );
}

function ProblemTitle({ problem }: { readonly problem: Problem }) {
  const { t } = useLingui();
  const facts = factsOfChange(problem);
  return (
    <>
      {t(problem.name === null ? unknownChange : changeLooks[problem.name].word)} {facts.number}{' '}
      <ChangeSubject facts={facts} />
    </>
  );
}

function Dependents({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <div className={styles.dependents}>
      <p>
        <Plural one="# change waits for it:" other="# changes wait for it:" value={problems.length} />
      </p>
      <ul>
        {problems.map((problem) => (
          <li key={problem.attentionId}>
            <ProblemTitle problem={problem} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function ProblemWords({ problem, titleId }: { readonly problem: Problem; readonly titleId: string }) {
  const { time, day, dayOf } = useFormatting();
  const staffName = useStaffName();
  const { device } = useShop();
  const by = staffName(problem.actorId);
  const when = `${day(dayOf(problem.at), 'short')}, ${time(problem.at)}`;
  const refusedAt = time(problem.raisedAt);
  return (
    <>
      <h3 className={styles.title} id={titleId}>
        <ProblemTitle problem={problem} />
      </h3>
      <p className={styles.reason}>
        {isHandedIn(problem) ? (
          <Trans>
            Came in at {refusedAt} from a device that had been shut out. It counts once a manager takes it
            into the books.
          </Trans>
        ) : (
          <>
            {problem.outcome === 'quarantined' ? (
              <Trans>The server could not read it at {refusedAt}.</Trans>
            ) : (
              <Trans>Refused at {refusedAt}.</Trans>
            )}{' '}
            <Reason code={problem.code} /> <Trans>This change is kept until someone decides.</Trans>
          </>
        )}
      </p>
      {problem.reason !== null && problem.reason !== '' && (
        <p className={styles.reason}>“{problem.reason}”</p>
      )}
      <p className={styles.who}>
        <Trans>
          Changed by {by}, {when}
        </Trans>
        {problem.deviceId !== device.id && (
          <>
            {' · '}
            <MadeOn deviceId={problem.deviceId} />
          </>
        )}
      </p>
    </>
  );
}

/** Saved before its device was shut out, and sent afterwards: nothing is wrong with it but that. */
function isHandedIn({ outcome, code }: Problem): boolean {
  return outcome === 'quarantined' && code === 'device_revoked';
}

function MadeOn({ deviceId }: { readonly deviceId: string | null }) {
  const { data: devices = [] } = useDevices();
  const name = devices.find(({ id }) => id === deviceId)?.name;
  return name === undefined ? <Trans>on another device</Trans> : <Trans>on {name}</Trans>;
}

function Reason({ code }: { readonly code: string }) {
  const { t } = useLingui();
  return isErrorCode(code) ? t(errorMessages[code]) : <Trans>The reason is not known.</Trans>;
}
