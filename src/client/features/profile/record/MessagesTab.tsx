import { Trans, useLingui } from '@lingui/react/macro';
import { IconMessage } from '@tabler/icons-react';
import type { CustomerRecord } from '../../../../domain/history/customer-record.ts';
import type { Communication } from '../../../../domain/model/customer-rows.ts';
import { useShop } from '../../../app/services.ts';
import { channelWords, directionWords } from '../../../app/vocabulary.ts';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { Tag } from '../../../components/Tag.tsx';
import { MessageForm } from './MessageForm.tsx';
import styles from './Record.module.css';
import { WhenAndWho } from './WhenAndWho.tsx';

interface MessagesTabProps {
  readonly customerId: string;
  readonly record: CustomerRecord;
}

/** Calls and messages in both directions, newest first. What is noted here stays. */
export function MessagesTab({ customerId, record: { communications } }: MessagesTabProps) {
  return (
    <div className={styles.tab}>
      <MessageForm customerId={customerId} />
      {communications.length === 0 ? (
        <EmptyState icon={IconMessage} title={<Trans>No calls or messages yet</Trans>}>
          <Trans>Whoever talks to this customer notes it here, so that the next one knows.</Trans>
        </EmptyState>
      ) : (
        <ul className={styles.list}>
          {communications.map((communication) => (
            <MessageItem communication={communication} key={communication.id} />
          ))}
        </ul>
      )}
    </div>
  );
}

function MessageItem({ communication }: { readonly communication: Communication }) {
  const { t } = useLingui();
  const { staff } = useShop();
  const { channel, direction, subject, text, at, staffId } = communication;
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        {subject !== null && <p className={styles.subject}>{subject}</p>}
        <p className={styles.text}>{text}</p>
        <div className={styles.under}>
          <Tag>{t(channelWords[channel])}</Tag>
          <span>
            {t(directionWords[direction])}
            {' · '}
            <WhenAndWho at={at} who={staff.find(({ id }) => id === staffId)?.name} />
          </span>
        </div>
      </div>
    </li>
  );
}
