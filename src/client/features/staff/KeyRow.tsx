import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { isKeyScope, keyScopes } from '../../../domain/authority/permissions.ts';
import type { ApiKey } from '../../../domain/model/shop.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { keyScopeWords } from './key-words.ts';
import styles from './StaffRoute.module.css';

interface KeyRowProps {
  readonly apiKey: ApiKey;
  readonly onRevoke: () => void;
}

/** One key: what it is for, what it may do, since when. */
export function KeyRow({ apiKey: { label, scopes, createdAt, revokedAt }, onRevoke }: KeyRowProps) {
  const { t } = useLingui();
  const { day, dayOf } = useFormatting();
  const held = scopes.filter(isKeyScope);
  const since = day(dayOf(createdAt), 'full');
  const end = revokedAt === undefined ? '' : day(dayOf(revokedAt), 'full');
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.name}>{label}</p>
        <p className={styles.facts}>
          {held.length === keyScopes.length ? (
            <Trans>Everything that a key may do</Trans>
          ) : (
            held.map((scope) => t(keyScopeWords[scope])).join(' · ')
          )}
        </p>
        <p className={styles.facts}>
          {revokedAt === undefined ? <Trans>since {since}</Trans> : <Trans>taken back on {end}</Trans>}
        </p>
      </div>
      {revokedAt === undefined && (
        <Button
          aria-label={t`Take back the key ${label}`}
          color="danger"
          onClick={onRevoke}
          variant="outline"
        >
          <Trans>Take back</Trans>
        </Button>
      )}
    </li>
  );
}
