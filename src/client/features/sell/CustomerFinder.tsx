import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { customersLike, useCustomersLike } from '../../app/finding.ts';
import { useServices } from '../../app/services.ts';
import { FoundRow } from '../../components/FoundRow.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { TierBadge } from '../../components/TierBadge.tsx';
import styles from './CustomerFinder.module.css';
import { NewCustomerForm } from './NewCustomerForm.tsx';

interface CustomerFinderProps {
  readonly onFound: (customerId: string) => void;
  readonly onClose: () => void;
}

const shownAtOnce = 6;

/** Finds a customer by any part of name, phone, e-mail or number; what is not found can be added on the spot. */
export function CustomerFinder({ onFound, onClose }: CustomerFinderProps) {
  const { t } = useLingui();
  const { directory } = useServices();
  const [text, setText] = useState('');
  const [adding, setAdding] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const wanted = text.trim();
  const { data: answer } = useCustomersLike(wanted, shownAtOnce);
  useEffect(() => field.current?.focus(), []);

  if (adding) return <NewCustomerForm onClose={() => setAdding(false)} onSaved={onFound} text={wanted} />;

  /**
   * Enter takes the only one found: a scanned customer card is one. It asks anew, since what is on screen may still be the answer to
   * what was typed before; and somebody who is only alike is nobody to put on a sale unasked.
   */
  const takeOnly = async () => {
    if (wanted === '') return;
    const found = await customersLike(directory, wanted, 1);
    const only = found.total === 1 && !found.approximate ? found.rows[0] : undefined;
    if (only && field.current?.value.trim() === wanted) onFound(only.customerId);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void takeOnly();
  };
  return (
    <section aria-label={t`Customer of this sale`} className={styles.finder}>
      <form className={styles.head} onSubmit={submit}>
        <SearchField
          inputRef={field}
          label={t`Name, phone or number of the customer`}
          onChange={setText}
          placeholder={t`Name, phone or number`}
          value={text}
        />
        <Button onClick={onClose} variant="subtle">
          <Trans>Cancel</Trans>
        </Button>
      </form>
      <ul>
        {wanted !== '' &&
          answer?.rows.map((row) => (
            <li key={row.customerId}>
              <FoundRow
                details={[row.phone, row.email, row.externalId]}
                name={row.name}
                onChoose={() => onFound(row.customerId)}
              >
                {row.tier && <TierBadge compact tier={row.tier} />}
              </FoundRow>
            </li>
          ))}
        <li>
          <FoundRow
            icon={IconUserPlus}
            name={wanted === '' ? <Trans>New customer</Trans> : <Trans>New customer “{wanted}”</Trans>}
            onChoose={() => setAdding(true)}
          />
        </li>
      </ul>
    </section>
  );
}
