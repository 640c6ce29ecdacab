import { Trans, useLingui } from '@lingui/react/macro';
import { Anchor, Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { paths } from '../../app/paths.ts';
import { ContentModal } from '../../components/ContentModal.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './EnrolCodeDialog.module.css';

const QrCode = lazy(() => import('../../components/QrCode.tsx'));

interface EnrolCodeDialogProps {
  readonly code: { readonly code: string; readonly until: number } | null;
  readonly onClose: () => void;
}

/** The code with which one device joins the shop: for its camera, and to be typed. */
export function EnrolCodeDialog({ code, onClose }: EnrolCodeDialogProps) {
  return (
    <ContentModal
      actions={
        <Button onClick={onClose} variant="filled">
          <Trans>Done</Trans>
        </Button>
      }
      onClose={onClose}
      opened={code !== null}
      title={<Trans>Code for one device</Trans>}
    >
      {code && <EnrolCode code={code.code} until={code.until} />}
    </ContentModal>
  );
}

function EnrolCode({ code, until }: { readonly code: string; readonly until: number }) {
  const { t } = useLingui();
  const { time } = useFormatting();
  const { origin } = window.location;
  const link = origin + paths.join.to(code);
  const end = time(until);
  return (
    <div className={styles.ways}>
      <div className={styles.picture}>
        <Suspense>
          <QrCode label={t`Picture of the link with which a device joins the shop`} text={link} />
        </Suspense>
      </div>
      <div className={styles.words}>
        <p>
          <Trans>Point the camera of the new device at the picture and follow the link.</Trans>
        </p>
        <p>
          <Trans>
            Or open <Anchor href={link}>{origin}</Anchor> there, choose to join, and type
          </Trans>
        </p>
        <p className={styles.code}>{code}</p>
        <p className={styles.facts}>
          <Trans>It works once, until {end}. Whoever has it can join: show it to nobody else.</Trans>
        </p>
      </div>
    </div>
  );
}
