import { Trans, useLingui } from '@lingui/react/macro';
import { Anchor, Button } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { paths } from '../../app/paths.ts';
import type { EnrolCode } from '../../app/services.ts';
import { ContentModal } from '../../components/ContentModal.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './EnrolCodeDialog.module.css';
import { joinOrigin } from './join-origin.ts';

const QrCode = lazy(() => import('../../components/QrCode.tsx'));

interface EnrolCodeDialogProps {
  readonly code: EnrolCode | null;
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
      {code && <WaysToJoin {...code} />}
    </ContentModal>
  );
}

function WaysToJoin({ code, until, origin: told }: EnrolCode) {
  const { time } = useFormatting();
  const origin = joinOrigin(told, window.location);
  const end = time(until);
  const words = (
    <>
      <p className={styles.code}>{code}</p>
      <p className={styles.facts}>
        <Trans>It works once, until {end}. Whoever has it can join: show it to nobody else.</Trans>
      </p>
    </>
  );
  const link = (origin ?? window.location.origin) + paths.join.to(code);
  return origin === null ? (
    <OnlyHere link={link}>{words}</OnlyHere>
  ) : (
    <Elsewhere link={link} origin={origin}>
      {words}
    </Elsewhere>
  );
}

interface WayProps {
  readonly link: string;
  /** The code itself. */
  readonly children: ReactNode;
}

function Elsewhere({ link, origin, children }: WayProps & { readonly origin: string }) {
  const { t } = useLingui();
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
            Or open{' '}
            <Anchor href={link} inherit>
              {origin}
            </Anchor>{' '}
            there, choose to join, and type
          </Trans>
        </p>
        {children}
      </div>
    </div>
  );
}

/** No picture: its link would lead another device to itself. */
function OnlyHere({ link, children }: WayProps) {
  return (
    <div className={styles.words}>
      <ErrorNotice title={<Trans>No other device finds this server yet</Trans>}>
        <Trans>
          It is known by an address of this computer alone. Start it with <code>npm start -- --lan</code>, as
          docs/install.md says: then this place shows a picture for the camera of the new device.
        </Trans>
      </ErrorNotice>
      <p>
        <Trans>
          Another browser on this computer joins by{' '}
          <Anchor href={link} inherit>
            this link
          </Anchor>
          , or types
        </Trans>
      </p>
      {children}
    </div>
  );
}
