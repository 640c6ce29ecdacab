import { Trans } from '@lingui/react/macro';
import { contentId } from './ContentArea.tsx';
import styles from './SkipLink.module.css';

/** The first stop of the Tab key. It moves the focus itself: a change of the hash would be a navigation. */
export function SkipLink() {
  return (
    <a
      className={styles.link}
      href={`#${contentId}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(contentId)?.focus();
      }}
    >
      <Trans>Skip to content</Trans>
    </a>
  );
}
