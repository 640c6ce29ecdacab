import { Trans } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { IconReceipt, IconUser } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Product } from '../../../domain/model/catalogue.ts';
import { movedMinor, saleRefOf } from '../../../domain/model/sale.ts';
import type { Cart } from '../../../domain/selling/cart.ts';
import { useCustomersLike, useReceiptsLike } from '../../app/finding.ts';
import { paths } from '../../app/paths.ts';
import { receiptStep } from '../../app/receipt-address.ts';
import { DayText } from '../../components/DateTexts.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Money } from '../../components/Money.tsx';
import { NothingFound } from '../../components/NothingFound.tsx';
import styles from './FoundPanel.module.css';
import { ProductTiles } from './ProductTiles.tsx';
import { tilesAtOnce, useProducts } from './queries.ts';
import { useTill } from './use-till.ts';

interface FoundPanelProps {
  readonly text: string;
  readonly cart: Cart;
  readonly onAdd: (product: Product) => void;
  /** What was looked for is found: the field is emptied. */
  readonly onDone: () => void;
}

/** What the typed text can mean: products first, then customers, then receipts. */
export function FoundPanel({ text, cart, onAdd, onDone }: FoundPanelProps) {
  const products = useProducts(text, null, tilesAtOnce).data;
  const customers = useCustomersLike(text, 3).data;
  const receipts = useReceiptsLike(text, 3).data;
  const nothing = products?.total === 0 && customers?.total === 0 && receipts?.total === 0;

  if (nothing) {
    return (
      <NothingFound onClear={onDone} title={<Trans>Nothing found for “{text}”</Trans>}>
        <Trans>Looked through the products, customers and receipts on this device.</Trans>
      </NothingFound>
    );
  }
  return (
    <>
      {products !== undefined && products.total > 0 && (
        <ProductTiles cart={cart} onAdd={onAdd} products={products.rows} />
      )}
      {customers !== undefined && customers.total > 0 && (
        <section className={styles.group}>
          <h2 className={styles.head}>
            <Trans>Customers</Trans>
          </h2>
          <ul>
            {customers.rows.map((customer) => (
              <li key={customer.customerId}>
                <CustomerHit customerId={customer.customerId} name={customer.name} onDone={onDone} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {receipts !== undefined && receipts.sales.length > 0 && (
        <section className={styles.group}>
          <h2 className={styles.head}>
            <Trans>Receipts</Trans>
          </h2>
          <ul>
            {receipts.sales.map((sale) => (
              <li key={sale.id}>
                <Link className={styles.hit} to={paths.receipt.to(receiptStep(saleRefOf(sale)))}>
                  <Icon icon={IconReceipt} />
                  <span className={styles.words}>
                    {sale.number}
                    <span className={styles.detail}>
                      <DayText day={sale.businessDate} />
                    </span>
                  </span>
                  <Money amountMinor={movedMinor(sale)} currency={sale.currency} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface CustomerHitProps {
  readonly customerId: string;
  readonly name: string;
  readonly onDone: () => void;
}

function CustomerHit({ customerId, name, onDone }: CustomerHitProps) {
  const { dispatch } = useTill();
  return (
    <UnstyledButton
      className={styles.hit}
      onClick={() => {
        dispatch({ type: 'attachCustomer', customerId });
        onDone();
      }}
    >
      <Icon icon={IconUser} />
      <span className={styles.words}>{name}</span>
      <span className={styles.action}>
        <Trans>Put on the sale</Trans>
      </span>
    </UnstyledButton>
  );
}
