import { Trans, useLingui } from '@lingui/react/macro';
import { Button, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import type { Customer } from '../../../domain/model/customer.ts';
import { type Sale, saleRefOf } from '../../../domain/model/sale.ts';
import { useReceiptsLike } from '../../app/finding.ts';
import styles from '../../app/linking/Linking.module.css';
import { LinkPreview } from '../../app/linking/LinkPreview.tsx';
import { useLinkSale } from '../../app/linking/use-link-sale.tsx';
import { RefusalWords } from '../../app/RefusalWords.tsx';
import { useReceipt } from '../../app/shared-queries.ts';
import { ContentModal } from '../../components/ContentModal.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Money } from '../../components/Money.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { useOnce } from '../../components/use-once.ts';
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
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const { data: receipt } = useReceipt(chosen && saleRefOf(chosen));
  const link = useLinkSale();
  const once = useOnce();
  const { id, name } = customer;
  const close = () => {
    setChosen(null);
    setRefusals([]);
    onClose();
  };
  const save = () =>
    once(async () => {
      if (!receipt) return;
      const refused = await link(receipt, { id, name });
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
          <Button disabled={!receipt || receipt.ownerId === id} onClick={() => void save()} variant="filled">
            <Trans>Add</Trans>
          </Button>
        </>
      }
      onClose={close}
      opened={opened}
      title={<Trans>Add a purchase of {name}</Trans>}
      width={560}
    >
      {refusals.length > 0 && (
        <ErrorNotice title={<Trans>Not saved</Trans>}>
          <RefusalWords refusals={refusals} />
        </ErrorNotice>
      )}
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
    </ContentModal>
  );
}

function Finder({ onChoose }: { readonly onChoose: (sale: Sale) => void }) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const wanted = text.trim();
  const { data: answer } = useReceiptsLike(wanted, shownAtOnce);
  // What was returned goes with the receipt that it was bought on.
  const sales = (answer?.sales ?? []).filter(({ type, parent }) => type !== 'return' || parent === null);
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
    <UnstyledButton className={styles.hit} onClick={onChoose}>
      <span className={styles.words}>
        <span className={styles.name}>{title}</span>
        <span className={styles.detail}>
          {[sale.number, when, owner].filter((part) => part !== undefined && part !== '').join(' · ')}
        </span>
      </span>
      <Money amountMinor={sale.totalMinor} currency={sale.currency} />
    </UnstyledButton>
  );
}
