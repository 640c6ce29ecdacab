import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconUserOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useCustomersLike } from '../../app/finding.ts';
import { LinkFrame } from '../../app/linking/LinkFrame.tsx';
import styles from '../../app/linking/Linking.module.css';
import { LinkPreview } from '../../app/linking/LinkPreview.tsx';
import type { NewOwner } from '../../app/linking/use-link-sale.tsx';
import type { ReceiptView } from '../../app/services.ts';
import { FoundRow } from '../../components/FoundRow.tsx';
import { SearchField } from '../../components/SearchField.tsx';

interface LinkDialogProps {
  readonly receipt: ReceiptView;
  readonly opened: boolean;
  readonly onClose: () => void;
}

const shownAtOnce = 5;

/** Finds whose purchase it is, shows what changes, and gives it to them. */
export function LinkDialog({ receipt, opened, onClose }: LinkDialogProps) {
  // Undefined while nobody was chosen; null for nobody.
  const [chosen, setChosen] = useState<NewOwner | null | undefined>(undefined);
  const isGuests = receipt.ownerId === null;
  const close = () => {
    setChosen(undefined);
    onClose();
  };
  return (
    <LinkFrame
      action={
        isGuests ? <Trans>Link</Trans> : chosen === null ? <Trans>Take away</Trans> : <Trans>Move</Trans>
      }
      onClose={close}
      opened={opened}
      title={isGuests ? <Trans>Link to a customer</Trans> : <Trans>Whose purchase is it?</Trans>}
      wanted={chosen === undefined ? null : { receipt, owner: chosen }}
    >
      {chosen === undefined ? (
        <Finder
          mayBeNobodys={!isGuests && receipt.sale.type !== 'account_payment'}
          onChoose={setChosen}
          ownerId={receipt.ownerId}
        />
      ) : (
        <>
          <p className={styles.chosen}>
            <span className={styles.name}>{chosen?.name ?? <Trans>Nobody’s: a guest’s purchase</Trans>}</span>
            <Button onClick={() => setChosen(undefined)} variant="subtle">
              <Trans>Somebody else</Trans>
            </Button>
          </p>
          <LinkPreview receipt={receipt} toId={chosen?.id ?? null} />
        </>
      )}
    </LinkFrame>
  );
}

interface FinderProps {
  /** Whose it is now. */
  readonly ownerId: string | null;
  readonly mayBeNobodys: boolean;
  readonly onChoose: (owner: NewOwner | null) => void;
}

function Finder({ ownerId, mayBeNobodys, onChoose }: FinderProps) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const wanted = text.trim();
  const { data: answer } = useCustomersLike(wanted, shownAtOnce);
  const rows = wanted === '' ? [] : (answer?.rows ?? []).filter((row) => row.customerId !== ownerId);
  return (
    <>
      <SearchField
        label={t`Name, phone or number of the customer`}
        onChange={setText}
        placeholder={t`Name, phone or number`}
        value={text}
      />
      <ul className={styles.hits}>
        {rows.map(({ customerId, name, phone, email, externalId }) => (
          <li key={customerId}>
            <FoundRow
              details={[phone, email, externalId]}
              name={name}
              onChoose={() => onChoose({ id: customerId, name })}
            />
          </li>
        ))}
        {wanted !== '' && answer?.rows.length === 0 && (
          <li className={styles.note}>
            <Trans>No customer with “{wanted}” on this device</Trans>
          </li>
        )}
        {mayBeNobodys && (
          <li>
            <FoundRow
              icon={IconUserOff}
              name={<Trans>Nobody’s: a guest’s purchase</Trans>}
              onChoose={() => onChoose(null)}
            />
          </li>
        )}
      </ul>
    </>
  );
}
