import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconGift, IconPrinter, IconReceiptRefund } from '@tabler/icons-react';
import { Link } from 'react-router';
import { saleRefOf } from '../../../domain/model/sale.ts';
import { paths } from '../../app/paths.ts';
import { receiptStep } from '../../app/receipt-address.ts';
import type { ReceiptView } from '../../app/services.ts';
import { Icon } from '../../components/Icon.tsx';
import styles from './ReceiptActions.module.css';

interface ReceiptActionsProps {
  readonly receipt: ReceiptView;
  readonly onPrint: (form: 'copy' | 'gift') => void;
  /** Null where it is no payment that can be taken back. */
  readonly onTakeBack: (() => void) | null;
}

/** What can be done with a receipt; the way to a return is the filled one. */
export function ReceiptActions({ receipt: { sale, returnable }, onPrint, onTakeBack }: ReceiptActionsProps) {
  const sold = returnable.length > 0;
  return (
    <>
      <Button leftSection={<Icon icon={IconPrinter} />} onClick={() => onPrint('copy')}>
        <Trans>Reprint</Trans>
      </Button>
      {onTakeBack && (
        <Button leftSection={<Icon icon={IconReceiptRefund} />} onClick={onTakeBack}>
          <Trans>Take this payment back</Trans>
        </Button>
      )}
      {sold && (
        <Button leftSection={<Icon icon={IconGift} />} onClick={() => onPrint('gift')}>
          <Trans>Gift</Trans>
        </Button>
      )}
      {sold &&
        (returnable.some(({ leftMilli }) => leftMilli > 0) ? (
          <Button
            component={Link}
            leftSection={<Icon icon={IconReceiptRefund} />}
            to={paths.returnItems.to(receiptStep(saleRefOf(sale)))}
            variant="filled"
          >
            <Trans>Return</Trans>
          </Button>
        ) : (
          <span className={styles.reason}>
            <Trans>Everything has come back</Trans>
          </span>
        ))}
    </>
  );
}
