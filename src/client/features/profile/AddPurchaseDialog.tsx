import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { followedBy } from '../../../domain/metrics/owner.ts';
import type { Customer } from '../../../domain/model/customer.ts';
import { movedMinor, type Sale, saleRefOf } from '../../../domain/model/sale.ts';
import { useReceiptsLike } from '../../app/finding.ts';
import { LinkFrame } from '../../app/linking/LinkFrame.tsx';
import styles from '../../app/linking/Linking.module.css';
import { LinkPreview } from '../../app/linking/LinkPreview.tsx';
import { useReceipt } from '../../app/shared-queries.ts';
import { FoundRow } from '../../components/FoundRow.tsx';
import { Money } from '../../components/Money.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { useSaleTitle } from '../../components/use-sale-title.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';

interface AddPurchaseDialogProps {
  readonly customer: Customer;
  readonly opened: boolean;
  readonly onClose: () => void;
}

const shownAtOnce = 5;

/** Gives the customer a purchase that was made as a guest's or another's: its receipt is scanned, or found by number, amount or goods. */
export function AddPurchaseDialog({ customer, opened, onClose }: AddPurchaseDialogProps) {
  const [chosen, setChosen] = useState<Sale | null>(null);
  const { data: receipt } = useReceipt(chosen && saleRefOf(chosen));
  const { id, name } = customer;
  const close = () => {
    setChosen(null);
    onClose();
  };
  return (
    <LinkFrame
      action={<Trans>Add</Trans>}
      onClose={close}
      opened={opened}
      title={<Trans>Add a purchase of {name}</Trans>}
      wanted={receipt && receipt.ownerId !== id ? { receipt, owner: { id, name } } : null}
    >
      {receipt ? (
        <>
          <Row onChoose={() => setChosen(null)} sale={receipt.sale} />
          {receipt.ownerId === id ? (
            <p className={styles.note}>
              <Trans>This is a purchase of {name} already.</Trans>
            </p>
          ) : (
            <LinkPreview receipt={receipt} toId={id} />
          )}
        </>
      ) : (
        <Finder onChoose={setChosen} />
      )}
    </LinkFrame>
  );
}

function Finder({ onChoose }: { readonly onChoose: (sale: Sale) => void }) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const wanted = text.trim();
  const { data: answer } = useReceiptsLike(wanted, shownAtOnce);
  // What was returned goes with the receipt that it was bought on.
  const sales = (answer?.sales ?? []).filter((sale) => followedBy(sale) === null);
  return (
    <>
      <SearchField
        label={t`Receipt number, amount or product`}
        onChange={setText}
        placeholder={t`Scan the receipt, or its number`}
        value={text}
      />
      <ul className={styles.hits}>
        {wanted !== '' &&
          sales.map((sale) => (
            <li key={sale.id}>
              <Row onChoose={() => onChoose(sale)} owner={answer?.customerNames.get(sale.id)} sale={sale} />
            </li>
          ))}
        {wanted !== '' && answer && sales.length === 0 && (
          <li className={styles.note}>
            <Trans>No receipt with “{wanted}” on this device</Trans>
          </li>
        )}
      </ul>
    </>
  );
}

interface RowProps {
  readonly sale: Sale;
  readonly owner?: string | undefined;
  readonly onChoose: () => void;
}

function Row({ sale, owner, onChoose }: RowProps) {
  const { relativeDay, saleTime } = useFormatting();
  const title = useSaleTitle(sale);
  const when = [relativeDay(sale.businessDate), saleTime(sale)].filter((part) => part !== null).join(' ');
  return (
    <FoundRow details={[sale.number, when, owner]} name={title} onChoose={onChoose}>
      <Money amountMinor={movedMinor(sale)} currency={sale.currency} />
    </FoundRow>
  );
}
