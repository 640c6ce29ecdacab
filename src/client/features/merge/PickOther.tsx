import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Customer } from '../../../domain/model/customer.ts';
import { useFigureWords } from '../../app/seen-places.ts';
import { useReasonWords } from '../../app/twins/use-reason-words.ts';
import { NothingFound } from '../../components/NothingFound.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import styles from './PickOther.module.css';
import { type Candidate, useCandidates } from './queries.ts';

interface PickOtherProps {
  readonly customer: Customer;
  readonly chosenId: string | null;
}

/** Finds the other customer: similar names first, then whoever is searched for. */
export function PickOther({ customer, chosenId }: PickOtherProps) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const wanted = text.trim();
  const figures = useFigureWords();
  const { data: found } = useCandidates(customer, wanted);
  return (
    <section aria-label={t`The other customer`} className={styles.pick}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          <Trans>Who is the same as {customer.name}?</Trans>
        </h2>
        <SearchField
          label={t`Search the other customer`}
          onChange={setText}
          placeholder={t`Name, phone or e-mail`}
          value={text}
        />
        <p aria-live="polite" className={styles.note}>
          {wanted === '' ? (
            <Trans>Alike in name, phone or e-mail</Trans>
          ) : (
            <Found count={found?.length ?? 0} />
          )}
          {figures !== null && ` · ${figures}`}
        </p>
      </div>
      {!found ? (
        <SkeletonRows />
      ) : found.length === 0 ? (
        <Nobody onClear={wanted === '' ? undefined : () => setText('')} text={wanted} />
      ) : (
        <ul className={styles.rows}>
          {found.map((candidate) => (
            <li key={candidate.row.customerId}>
              <CandidateRow candidate={candidate} chosen={candidate.row.customerId === chosenId} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Found({ count }: { readonly count: number }) {
  const { t } = useLingui();
  return <>{t`${plural(count, { one: '# customer found', other: '# customers found' })}`}</>;
}

interface CandidateRowProps {
  readonly candidate: Candidate;
  readonly chosen: boolean;
}

function CandidateRow({ candidate: { row, likeness }, chosen }: CandidateRowProps) {
  const { t } = useLingui();
  const reasonWords = useReasonWords();
  const why = likeness?.reasons.filter(({ weight }) => weight > 0).map(reasonWords) ?? [];
  const contact = row.phone ?? row.email ?? row.externalId;
  const orders = t`${plural(row.orders, { one: '# order', other: '# orders' })}`;
  return (
    <Link
      aria-current={chosen ? 'true' : undefined}
      className={styles.row}
      replace={chosen}
      to={{ search: new URLSearchParams({ with: row.customerId }).toString() }}
    >
      <span className={styles.name}>{row.name}</span>
      <span className={styles.facts}>{contact === null ? orders : `${contact} · ${orders}`}</span>
      {why.length > 0 && <span className={styles.facts}>{why.join(', ')}</span>}
    </Link>
  );
}

function Nobody({ text, onClear }: { readonly text: string; readonly onClear: (() => void) | undefined }) {
  return (
    <NothingFound
      onClear={onClear}
      title={
        text === '' ? (
          <Trans>Nobody else is alike in name, phone or e-mail</Trans>
        ) : (
          <Trans>No other customer with “{text}” on this device</Trans>
        )
      }
    >
      <Trans>Search by another name, by phone, e-mail or customer number.</Trans>
    </NothingFound>
  );
}
