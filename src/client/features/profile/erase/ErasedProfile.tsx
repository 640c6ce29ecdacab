import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { IconUserX } from '@tabler/icons-react';
import { useState } from 'react';
import {
  type ErasureCertificate,
  erasureCertificate,
} from '../../../../domain/history/erasure-certificate.ts';
import { summarize } from '../../../../domain/metrics/summary.ts';
import type { Erasure } from '../../../../domain/model/records.ts';
import { type CustomerView, useShop } from '../../../app/services.ts';
import { useDevices } from '../../../app/shared-queries.ts';
import { Banner } from '../../../components/Banner.tsx';
import { useFormatting } from '../../../formatting/formatting-context.ts';
import { ProfileFacts } from '../ProfileFacts.tsx';
import header from '../ProfileHeader.module.css';
import profile from '../ProfileRoute.module.css';
import { PurchasesTab } from '../PurchasesTab.tsx';
import styles from './Erased.module.css';
import { useErasure } from './queries.ts';

/** What is left of somebody who was erased: purchases without a name, and the certificate of how far the erasure has come. */
export function ErasedProfile({ view }: { readonly view: CustomerView }) {
  const { t } = useLingui();
  const { setting } = useShop();
  const { today } = useFormatting();
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const { data: found } = useErasure(view.customer.id);
  const { data: devices } = useDevices();
  const summary = summarize(view.cells, setting.currency, today());
  return (
    <article aria-label={t`Erased person`} className={profile.profile} ref={setScroller}>
      <div className={header.header}>
        <div className={header.words}>
          <h2 className={header.name}>
            <Trans>Erased person</Trans>
          </h2>
          <p className={header.reason}>
            <Trans>Nothing personal is left. Purchases stay without a name.</Trans>
          </p>
        </div>
      </div>
      {found && devices && (
        <Certificate
          certificate={erasureCertificate(found.erasure, found.reports, devices)}
          erasure={found.erasure}
        />
      )}
      <ProfileFacts summary={summary} />
      <PurchasesTab scroller={scroller} summary={summary} view={view} />
    </article>
  );
}

interface CertificateProps {
  readonly erasure: Erasure;
  readonly certificate: ErasureCertificate;
}

function Certificate({ erasure, certificate }: CertificateProps) {
  const { t } = useLingui();
  const { nature } = useShop();
  const { day, dayOf, time } = useFormatting();
  const at = (instant: number) => `${day(dayOf(instant), 'full')}, ${time(instant)}`;
  const waiting = certificate.devices.filter(({ doneAt }) => doneAt === null).length;
  return (
    <section aria-label={t`How far the erasure has come`} className={styles.certificate}>
      <Banner icon={IconUserX}>
        {nature !== 'connected' ? (
          <Trans>Erased on {at(erasure.requestedAt)}.</Trans>
        ) : erasure.doneOnServerAt === null ? (
          <Trans>Asked for on {at(erasure.requestedAt)}; the server does not know of it yet.</Trans>
        ) : waiting === 0 ? (
          <Trans>Erased on the server and on every device since {at(erasure.doneOnServerAt)}.</Trans>
        ) : (
          <Plural
            one="Erased on the server. # device has not said yet that it did so too."
            other="Erased on the server. # devices have not said yet that they did so too."
            value={waiting}
          />
        )}
      </Banner>
      <ul className={styles.devices}>
        {certificate.devices.map(({ device, doneAt }) => (
          <li className={styles.device} key={device.id}>
            <span>{device.name}</span>
            <span className={styles.done}>{doneAt === null ? <Trans>not yet</Trans> : at(doneAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
