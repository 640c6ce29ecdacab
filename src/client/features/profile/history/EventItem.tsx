import { Trans, useLingui } from '@lingui/react/macro';
import { IconArrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { RecordChange, RecordEvent } from '../../../../domain/history/record-history.ts';
import { useShop } from '../../../app/services.ts';
import { useCustomer, useDevices } from '../../../app/shared-queries.ts';
import { consentOriginWords, consentPurposeWords, consentStateWords } from '../../../app/vocabulary.ts';
import { Icon } from '../../../components/Icon.tsx';
import { Tag } from '../../../components/Tag.tsx';
import { WhenAndWho } from '../record/WhenAndWho.tsx';
import type { EventGroup } from './group-events.ts';
import styles from './History.module.css';
import { useChangeWords } from './use-change-words.ts';

/** One save, or one thing that happened to the customer as a whole. */
export function EventItem({ events }: { readonly events: EventGroup }) {
  const { staff } = useShop();
  const { data: devices = [] } = useDevices();
  const [first] = events;
  const person = staff.find(({ id }) => id === first.by)?.name;
  const device = first.kind === 'changed' ? devices.find(({ id }) => id === first.deviceId)?.name : undefined;
  const who = [person, device].filter((name) => name !== undefined).join(' · ');
  return (
    <li className={styles.event}>
      {events.map((event) => (
        <EventWords event={event} key={event.id} />
      ))}
      <p className={styles.under}>
        <WhenAndWho at={first.at} who={who === '' ? undefined : who} />
      </p>
    </li>
  );
}

function EventWords({ event }: { readonly event: RecordEvent }) {
  const { t } = useLingui();
  switch (event.kind) {
    case 'changed':
      return <ChangedField change={event} />;
    case 'created':
      return (
        <p className={styles.words}>
          {event.isImported ? (
            <Trans>
              <CustomerName id={event.customerId} /> came in from a file
            </Trans>
          ) : (
            <Trans>
              <CustomerName id={event.customerId} /> was added
            </Trans>
          )}
        </p>
      );
    case 'merged':
      return (
        <p className={styles.words}>
          <Trans>
            <CustomerName id={event.loserId} /> was merged into <CustomerName id={event.winnerId} />
          </Trans>
        </p>
      );
    case 'unmerged':
      return (
        <p className={styles.words}>
          <Trans>
            <CustomerName id={event.loserId} /> was parted from <CustomerName id={event.winnerId} /> again
          </Trans>
        </p>
      );
    case 'answered': {
      const { purpose, state, origin } = event.consent;
      return (
        <Line name={t`Consent: ${t(consentPurposeWords[purpose])}`}>
          {t(consentStateWords[state])} · {t(consentOriginWords[origin])}
        </Line>
      );
    }
  }
}

/** The name that this customer has by itself, whoever it was merged with. */
function CustomerName({ id }: { readonly id: string }) {
  const { data: view } = useCustomer(id);
  return <>{view?.members.get(id)?.name ?? '—'}</>;
}

function ChangedField({ change }: { readonly change: RecordChange }) {
  const { t } = useLingui();
  const { fieldName, valueText } = useChangeWords();
  const { field, before, after, overruled } = change;
  const was = valueText(field, before);
  const is = valueText(field, after);
  return (
    <Line name={fieldName(field)}>
      {was !== '' && <s className={styles.before}>{was}</s>}
      {was !== '' && <Icon className={styles.arrow} icon={IconArrowRight} size={16} />}
      <span>{is === '' ? t`nothing` : is}</span>
      {overruled && (
        <Tag tone="outline">
          <Trans>not kept: another device changed it too</Trans>
        </Tag>
      )}
    </Line>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles.line}>
      <p className={styles.field}>{name}</p>
      <p className={styles.values}>{children}</p>
    </div>
  );
}
