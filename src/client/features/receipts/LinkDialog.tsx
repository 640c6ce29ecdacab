import { Trans, useLingui } from '@lingui/react/macro';
import { Button, UnstyledButton } from '@mantine/core';
import { IconUserOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { useCustomersLike } from '../../app/finding.ts';
import styles from '../../app/linking/Linking.module.css';
import { LinkPreview } from '../../app/linking/LinkPreview.tsx';
import { type NewOwner, useLinkSale } from '../../app/linking/use-link-sale.tsx';
import { RefusalWords } from '../../app/RefusalWords.tsx';
import type { ReceiptView } from '../../app/services.ts';
import { ContentModal } from '../../components/ContentModal.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { useOnce } from '../../components/use-once.ts';

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
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const link = useLinkSale();
  const once = useOnce();
  const isGuests = receipt.ownerId === null;
  const close = () => {
    setChosen(undefined);
    setRefusals([]);
    onClose();
  };
  const save = () =>
    once(async () => {
      if (chosen === undefined) return;
      const refused = await link(receipt, chosen);
      setRefusals(refused);
      if (refused.length === 0) close();
    });
  return (
    <ContentModal
      actions={
        <>
          <Button onClick={close}>
            <Trans>Cancel</Trans>
          </Button>
          <Button disabled={chosen === undefined} onClick={() => void save()} variant="filled">
            {isGuests ? (
              <Trans>Link</Trans>
            ) : chosen === null ? (
              <Trans>Take away</Trans>
            ) : (
              <Trans>Move</Trans>
            )}
          </Button>
        </>
      }
      onClose={close}
      opened={opened}
      title={isGuests ? <Trans>Link to a customer</Trans> : <Trans>Whose purchase is it?</Trans>}
      width={560}
    >
      {refusals.length > 0 && (
        <ErrorNotice title={<Trans>Not saved</Trans>}>
          <RefusalWords refusals={refusals} />
        </ErrorNotice>
      )}
      {chosen === undefined ? (
        <Finder onChoose={setChosen} ownerId={receipt.ownerId} />
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
    </ContentModal>
  );
}

interface FinderProps {
  /** Whose it is now. */
  readonly ownerId: string | null;
  readonly onChoose: (owner: NewOwner | null) => void;
}

function Finder({ ownerId, onChoose }: FinderProps) {
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
            <UnstyledButton className={styles.hit} onClick={() => onChoose({ id: customerId, name })}>
              <span className={styles.words}>
                <span className={styles.name}>{name}</span>
                <span className={styles.detail}>
                  {[phone, email, externalId].filter((part) => part !== null).join(' · ')}
                </span>
              </span>
            </UnstyledButton>
          </li>
        ))}
        {wanted !== '' && answer?.rows.length === 0 && (
          <li className={styles.note}>
            <Trans>No customer with “{wanted}” on this device</Trans>
          </li>
        )}
        {ownerId !== null && (
          <li>
            <UnstyledButton className={styles.hit} onClick={() => onChoose(null)}>
              <Icon icon={IconUserOff} />
              <span className={styles.words}>
                <span className={styles.name}>
                  <Trans>Nobody’s: a guest’s purchase</Trans>
                </span>
              </span>
            </UnstyledButton>
          </li>
        )}
      </ul>
    </>
  );
}
