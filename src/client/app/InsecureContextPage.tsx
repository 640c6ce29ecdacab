import { Trans } from '@lingui/react/macro';
import styles from './InsecureContextPage.module.css';

/**
 * Shown over plain http, where browsers switch off what keeps sales safe. It takes no data: nothing could be kept.
 * `address` is where the page was opened.
 */
export function InsecureContextPage({ address }: { readonly address: URL }) {
  const secure = new URL(address);
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
          <Trans>
            Open <a href={secure.href}>{secure.origin}</a>, if the shop's server has a certificate.
          </Trans>
        </li>
        <li>
          <Trans>On the machine the server runs on, open the app at http://localhost instead.</Trans>
        </li>
        <li>
          <Trans>
            Otherwise ask whoever looks after the server to give it an https address: its guide says how, also
            within the shop's own network.
          </Trans>
        </li>
      </ul>
    </main>
  );
}
