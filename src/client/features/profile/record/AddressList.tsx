import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Address } from '../../../../domain/model/customer-rows.ts';
import { useServices } from '../../../app/services.ts';
import { addressUseWords } from '../../../app/vocabulary.ts';
import { FormDialog } from '../../../components/FormDialog.tsx';
import { Icon } from '../../../components/Icon.tsx';
import { Tag } from '../../../components/Tag.tsx';
import { AddressForm } from './AddressForm.tsx';
import { addressLines } from './address-text.ts';
import styles from './Record.module.css';
import { tapWithUndo } from './save-with-undo.tsx';

interface AddressListProps {
  readonly customerId: string;
  readonly addresses: readonly Address[];
}

/** The addresses of a customer, those taken where nobody chooses first. */
export function AddressList({ customerId, addresses }: AddressListProps) {
  /** Null: a new one. */
  const [edited, setEdited] = useState<Address | null>(null);
  const [opened, setOpened] = useState(false);
  const open = (address: Address | null) => {
    setEdited(address);
    setOpened(true);
  };
  return (
    <section>
      <div className={styles.head}>
        <h3>
          <Trans>Addresses</Trans>
        </h3>
        <Button leftSection={<Icon icon={IconPlus} />} onClick={() => open(null)}>
          <Trans>Add an address</Trans>
        </Button>
      </div>
      {addresses.length === 0 ? (
        <p className={styles.none}>
          <Trans>None yet.</Trans>
        </p>
      ) : (
        <ul className={styles.list}>
          {addresses.map((address) => (
            <AddressItem address={address} key={address.id} onEdit={() => open(address)} />
          ))}
        </ul>
      )}
      <FormDialog
        action={<Trans>Save address</Trans>}
        onClose={() => setOpened(false)}
        opened={opened}
        title={edited ? <Trans>Edit the address</Trans> : <Trans>New address</Trans>}
      >
        <AddressForm
          address={edited}
          customerId={customerId}
          isFirst={addresses.length === 0}
          onSaved={() => setOpened(false)}
        />
      </FormDialog>
    </section>
  );
}

interface AddressItemProps {
  readonly address: Address;
  readonly onEdit: () => void;
}

function AddressItem({ address, onEdit }: AddressItemProps) {
  const { t } = useLingui();
  const { mutate } = useServices();
  const { saved, ...row } = address;
  const replaces = saved?.id ?? null;
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <p className={styles.text}>{addressLines(address).join('\n')}</p>
        <div className={styles.under}>
          <Tag>{t(addressUseWords[address.use])}</Tag>
          {address.isDefault && (
            <span>
              <Trans>default</Trans>
            </span>
          )}
        </div>
      </div>
      <ActionIcon aria-label={t`Edit the address`} onClick={onEdit}>
        <Icon icon={IconPencil} />
      </ActionIcon>
      <ActionIcon
        aria-label={t`Remove the address`}
        onClick={() =>
          void tapWithUndo(
            () => mutate('removeAddress', { id: row.id, replaces }),
            <Trans>Address removed</Trans>,
            () => mutate('saveAddress', { address: row, replaces }),
          )
        }
      >
        <Icon icon={IconTrash} />
      </ActionIcon>
    </li>
  );
}
