import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, UnstyledButton } from '@mantine/core';
import { IconPercentage, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { type CartLine, maxQuantityMilli } from '../../../domain/selling/cart.ts';
import type { PricedLine } from '../../../domain/selling/totals.ts';
import { useServices } from '../../app/services.ts';
import { Icon } from '../../components/Icon.tsx';
import { Money } from '../../components/Money.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { QuantityStepper } from '../../components/QuantityStepper.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './CartLines.module.css';
import { DiscountDialog } from './DiscountDialog.tsx';
import { useTill } from './use-till.ts';

/** The lines of the cart; one of them is open to be changed. */
export function CartLines() {
  const { t } = useLingui();
  const { clock, newId } = useServices();
  const { cart, totals, dispatch } = useTill();
  const [openKey, setOpenKey] = useState<number | null>(null);
  const list = useRef<HTMLUListElement>(null);
  useNewestInSight(list, cart.lines);

  if (cart.lines.length === 0) {
    return (
      <p className={styles.empty}>
        <Trans>The cart is empty. Scan something, or tap what is sold.</Trans>
      </p>
    );
  }
  const clear = () => {
    const before = cart;
    dispatch({ type: 'clear' });
    notifySaved({
      message: t`Cart emptied`,
      onUndo: () => dispatch({ type: 'restore', cart: before, id: newId(), at: clock.now() }),
    });
  };
  return (
    <>
      <ul className={styles.list} ref={list}>
        {cart.lines.map((line, index) => (
          <CartLineRow
            key={line.key}
            line={line}
            onToggle={() => setOpenKey(openKey === line.key ? null : line.key)}
            open={openKey === line.key}
            position={index}
            priced={totals.lines[index]}
          />
        ))}
      </ul>
      <div className={styles.clear}>
        <Button onClick={clear} size="xs" variant="subtle">
          <Trans>Empty the cart</Trans>
        </Button>
      </div>
    </>
  );
}

/** Scrolls to the line that was added or grew. */
function useNewestInSight(list: { readonly current: HTMLElement | null }, lines: readonly CartLine[]): void {
  const before = useRef(lines);
  useEffect(() => {
    const known = new Map(before.current.map((line) => [line.key, line.quantityMilli]));
    before.current = lines;
    const grown = lines.findIndex((line) => (known.get(line.key) ?? 0) < line.quantityMilli);
    list.current?.children[grown]?.scrollIntoView({ block: 'nearest' });
  }, [lines, list]);
}

interface CartLineRowProps {
  readonly line: CartLine;
  readonly priced: PricedLine | undefined;
  readonly position: number;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function CartLineRow({ line, priced, position, open, onToggle }: CartLineRowProps) {
  const { currency } = useTill();
  const { quantity } = useFormatting();
  if (!priced) return null;
  const shownMinor = priced.grossMinor - priced.ownDiscountMinor;
  return (
    <li className={styles.line} data-open={open || undefined}>
      <UnstyledButton aria-expanded={open} className={styles.row} onClick={onToggle}>
        <span className={styles.quantity}>{quantity(line.quantityMilli)}</span>
        <span className={styles.words}>
          <span className={styles.name}>{line.item.name}</span>
          <LineDetail line={line} />
        </span>
        <span className={styles.amounts}>
          <Money amountMinor={shownMinor} currency={currency} />
          {priced.ownDiscountMinor > 0 && (
            <s className={styles.listPrice}>
              <Money amountMinor={priced.grossMinor} currency={currency} weight="inherit" />
            </s>
          )}
        </span>
      </UnstyledButton>
      {open && <LineControls grossMinor={priced.grossMinor} line={line} position={position} />}
    </li>
  );
}

/** What explains the amount: the price of one, and the discount. */
function LineDetail({ line }: { readonly line: CartLine }) {
  const { currency } = useTill();
  const { money, percent, unitPrice } = useFormatting();
  const { discount, item, quantityMilli } = line;
  const each = unitPrice(item.unitPriceMilli, currency);
  const parts: string[] = [];
  const { t } = useLingui();
  // Of one piece the amount says it, but where its price goes below the minor unit.
  if (quantityMilli !== 1000 || item.unitPriceMilli % 1000 !== 0) parts.push(t`${each} each`);
  if (discount?.kind === 'percent') {
    const share = percent(discount.shareMilli / 100_000, discount.shareMilli % 1000 === 0 ? 0 : 1);
    parts.push(t`${share} off`);
  }
  if (discount?.kind === 'amount') {
    const off = money(discount.amountMinor, currency);
    parts.push(t`${off} off`);
  }
  if (parts.length === 0 && item.sku !== '') parts.push(item.sku);
  return parts.length === 0 ? null : <span className={styles.detail}>{parts.join(' · ')}</span>;
}

interface LineControlsProps {
  readonly line: CartLine;
  readonly grossMinor: number;
  readonly position: number;
}

function LineControls({ line, grossMinor, position }: LineControlsProps) {
  const { t } = useLingui();
  const { dispatch } = useTill();
  const [discounting, setDiscounting] = useState(false);
  const { name } = line.item;

  const remove = () => {
    dispatch({ type: 'remove', key: line.key });
    notifySaved({
      message: t`${name} taken out`,
      onUndo: () => dispatch({ type: 'putBack', line, position }),
    });
  };
  return (
    <div className={styles.controls}>
      <QuantityStepper
        label={name}
        maxMilli={maxQuantityMilli}
        onChange={(quantityMilli) => {
          if (quantityMilli === 0) remove();
          else dispatch({ type: 'setQuantity', key: line.key, quantityMilli });
        }}
        quantityMilli={line.quantityMilli}
      />
      <Button
        className={styles.discount}
        leftSection={<Icon icon={IconPercentage} />}
        onClick={() => setDiscounting(true)}
      >
        <Trans>Discount</Trans>
      </Button>
      <ActionIcon aria-label={t`Take ${name} out`} onClick={remove}>
        <Icon icon={IconTrash} />
      </ActionIcon>
      <DiscountDialog
        discount={line.discount}
        ofMinor={grossMinor}
        onChange={(discount) => {
          dispatch({ type: 'setLineDiscount', key: line.key, discount });
          setDiscounting(false);
        }}
        onClose={() => setDiscounting(false)}
        opened={discounting}
        title={<Trans>Discount on {name}</Trans>}
      />
    </div>
  );
}
