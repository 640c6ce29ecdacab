import { useLingui } from '@lingui/react/macro';
import { IconClock } from '@tabler/icons-react';
import { Icon } from './Icon.tsx';
import styles from './WaitingMark.module.css';

/** Beside something that is saved here and not yet sent. Gone when the server has confirmed it. */
export function WaitingMark({ form = 'words' }: { readonly form?: 'words' | 'short' | 'icon' }) {
  const { t } = useLingui();
  const words = { words: t`Waiting to send`, short: t`Waiting`, icon: null }[form];
  return (
    <span className={styles.mark} {...(words === null && { role: 'img', 'aria-label': t`Waiting to send` })}>
      <Icon icon={IconClock} size={16} />
      {words}
    </span>
  );
}
