import { Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import styles from './InsecureContextPage.module.css';

interface InsecureContextPageProps {
  /** Where the page was opened. */
  readonly address: URL;
  /** Asks the server for its address for people; null where it knows none. */
  readonly askOrigin: () => Promise<string | null>;
}

/** Shown over plain http, where browsers switch off what keeps sales safe. It takes no data: nothing could be kept. */
export function InsecureContextPage({ address, askOrigin }: InsecureContextPageProps) {
  const [origin, setOrigin] = useState<string | null>(null);
  useEffect(() => {
    void askOrigin().then(setOrigin);
  }, [askOrigin]);
  const secure = new URL(address.pathname, origin ?? address);
  secure.protocol = 'https:';
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>
        <Trans>Regulars needs a secure address</Trans>
      </h1>
      <p>
        <Trans>
          This page was opened at {address.origin}, without encryption. Browsers then switch off what the app
          needs to keep your sales, so it does not start here and takes no data. Nothing is lost: what this
          device saved at a secure address is still there.
        </Trans>
      </p>
      <h2 className={styles.heading}>
        <Trans>What is missing</Trans>
      </h2>
      <ul className={styles.list}>
        <li>
          <Trans>the service worker, which opens the app without a network</Trans>
        </li>
        <li>
          <Trans>lasting storage, which keeps sales when the browser tidies up</Trans>
        </li>
        <li>
          <Trans>locks between tabs, so that two tabs never send the same sale</Trans>
        </li>
        <li>
          <Trans>the browser's cryptography, which protects names and numbers</Trans>
        </li>
      </ul>
      <h2 className={styles.heading}>
        <Trans>What to do</Trans>
      </h2>
      <ul className={styles.list}>
        <li>
          {origin === null ? (
            <Trans>
              Open <a href={secure.href}>{secure.origin}</a>, if the shop's server has a certificate.
            </Trans>
          ) : (
            <Trans>
              Open <a href={secure.href}>{secure.origin}</a>, the address of this shop.
            </Trans>
          )}
        </li>
        <li>
          <Trans>On the machine the server runs on, open the app at http://localhost instead.</Trans>
        </li>
        <li>
          <Trans>
            No certificate yet? Start the server with <code>npm start -- --lan</code>. It then makes one for
            the shop's own network, and this address shows how each tablet comes to trust it.
          </Trans>
        </li>
      </ul>
    </main>
  );
}
