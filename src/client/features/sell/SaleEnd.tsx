import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { SaleRef } from '../../../domain/model/primitives.ts';
import type { Sale } from '../../../domain/model/sale.ts';
import { useReceiptPrinter } from '../../app/receipt-printing.ts';
import { type ReceiptView, useServices } from '../../app/services.ts';
import { Icon } from '../../components/Icon.tsx';
import { Money } from '../../components/Money.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { typesText } from './key-burst.ts';
import styles from './SaleEnd.module.css';
import { useSellOutlet } from './sell-outlet.ts';

export interface FinishedSale {
  readonly ref: SaleRef;
  readonly number: string;
  readonly sale: Sale;
}

interface SaleEndProps {
  readonly finished: FinishedSale;
  readonly onNext: () => void;
}

/** The sale is made: the change, the receipt, the next one. */
export function SaleEnd({ finished, onNext }: SaleEndProps) {
  const { sale } = finished;
  const print = usePrintSale(finished);
  const next = useRef<HTMLButtonElement>(null);
  const { money } = useFormatting();
  // The button that had the focus is gone; Enter goes on to the next customer.
  useEffect(() => next.current?.focus(), []);
  useTypingGoesOn(onNext);
  const total = money(sale.totalMinor, sale.currency);
  return (
    <div className={styles.end}>
      <p className={styles.label}>
        <Trans>Change due</Trans>
      </p>
      <Money
        amountMinor={sale.changeMinor}
        className={styles.change}
        currency={sale.currency}
        weight="total"
      />
      <p className={styles.saved}>
        <Trans>{total} paid. Saved on this tablet.</Trans>
      </p>
      <div className={styles.actions}>
        <Button leftSection={<Icon icon={IconPrinter} />} onClick={() => void print()} size="lg">
          <Trans>Print receipt</Trans>
        </Button>
        <Button className={styles.next} onClick={onNext} ref={next} size="lg" variant="filled">
          <Trans>Next sale</Trans>
        </Button>
      </div>
    </div>
  );
}

/** Who types, or scans the goods of the next customer, is done with this sale: the very first character goes to the till. */
function useTypingGoesOn(onNext: () => void): void {
  const { focusField } = useSellOutlet();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!typesText(event)) return;
    focusField();
    onNext();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}

/** Prints the receipt as it was made; a second print from here is a copy only once it is printed from the receipts. */
function usePrintSale({ ref, number, sale }: FinishedSale): () => Promise<void> {
  const { replica } = useServices();
  const print = useReceiptPrinter();
  return async () => {
    // The sale is in the log; where the replica is a moment behind, what was just sold is printed all the same.
    const justMade: ReceiptView = {
      sale: { ...sale, number },
      parent: null,
      children: [],
      returnable: [],
      isPartial: false,
      prints: [],
      issues: [],
      text: null,
      ownerId: sale.customerId,
      link: null,
      activeLinks: [],
      followers: [],
      waiting: true,
    };
    print({ receipt: (await replica.receipt(ref)) ?? justMade, form: { kind: 'original' } });
  };
}
