import { Trans, useLingui } from '@lingui/react/macro';
import { IconDatabase } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Outlet, useMatch, useSearchParams } from 'react-router';
import type { Product } from '../../../domain/model/catalogue.ts';
import { type CartItem, itemOfProduct } from '../../../domain/selling/cart.ts';
import { paths } from '../../app/paths.ts';
import { useServices } from '../../app/services.ts';
import { Banner } from '../../components/Banner.tsx';
import { notifyProblem } from '../../components/notify-problem.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { usePageSlots } from '../../components/page-slots.ts';
import { useBelow } from '../../components/use-below.ts';
import { useGoBack } from '../../components/use-go-back.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { CartPanel } from './CartPanel.tsx';
import { CustomerStrip } from './CustomerStrip.tsx';
import { FoundPanel } from './FoundPanel.tsx';
import { typesText } from './key-burst.ts';
import { ParkedCarts } from './ParkedCarts.tsx';
import { PriceDialog, type Priceless } from './PriceDialog.tsx';
import { productMeant, taxRateMilliOf, wasMade } from './queries.ts';
import { SellField } from './SellField.tsx';
import styles from './SellRoute.module.css';
import { Shelf } from './Shelf.tsx';
import type { SellOutlet } from './sell-outlet.ts';
import { useTill } from './use-till.ts';

/** The till: what can be sold at the start, the cart at the end. */
export function Component() {
  const { t } = useLingui();
  const { cart, totals, kept, dispatch } = useTill();
  const isNarrow = useBelow(48);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [priceless, setPriceless] = useState<Priceless | null>(null);
  const { announce } = usePageSlots();
  const { quantity } = useFormatting();
  const paying = useMatch(paths.pay.pattern) !== null;
  const { directory, replica } = useServices();
  const backToTill = useGoBack(paths.sell.to());
  useCustomerFromAddress();
  useForgottenSale();
  useTypingGoesToField(field, !paying && priceless === null);

  const add = (product: Product) => {
    if (product.unitPriceMilli === null) {
      setPriceless({ product });
      return;
    }
    void put(itemOfProduct(product, null, product.unitPriceMilli), product.taxRateId);
  };
  /** Puts something in with the tax it has now; false where that cannot be told. */
  const put = async (item: CartItem, taxRateId: string | null): Promise<boolean> => {
    const { name } = item;
    try {
      const taxRateMilli = await taxRateMilliOf(replica, taxRateId);
      dispatch({ type: 'add', item: { ...item, taxRateMilli }, quantityMilli: 1000 });
    } catch {
      notifyProblem(t`${name} is not in the cart: its tax could not be read. Try again.`);
      return false;
    }
    const count = quantity(totals.quantityMilli + 1000);
    announce(t`${name} added, ${count} in the cart`);
    return true;
  };
  /** A scan while paying goes into the cart; what cannot simply go in is looked at on the till. */
  const scan = async (code: string) => {
    const product = await productMeant(directory, code).catch(() => undefined);
    if (product === undefined || product.unitPriceMilli === null) backToTill();
    if (product) add(product);
    else setText(code);
  };
  const outlet: SellOutlet = {
    scan: (code) => void scan(code),
    focusField: () => field.current?.focus(),
  };

  return (
    <>
      <PageHeader title={t`Sell`}>
        <ParkedCarts />
      </PageHeader>
      <div className={styles.till}>
        <div className={styles.goods}>
          {isNarrow && <CustomerStrip />}
          {!kept && (
            <div className={styles.notice}>
              <Banner icon={IconDatabase} tone="warning">
                <Trans>This device is full: the cart is lost if this page is closed. Free some space.</Trans>
              </Banner>
            </div>
          )}
          <SellField inputRef={field} onAdd={add} onChange={setText} value={text} />
          {text.trim() === '' ? (
            <Shelf cart={cart} onAdd={add} onOpenPrice={() => setPriceless({ product: null })} />
          ) : (
            <FoundPanel cart={cart} onAdd={add} onDone={() => setText('')} text={text.trim()} />
          )}
        </div>
        <CartPanel isNarrow={isNarrow} />
      </div>
      <PriceDialog
        onAdd={async (item, taxRateId) => {
          if (await put(item, taxRateId)) setPriceless(null);
        }}
        onClose={() => setPriceless(null)}
        priceless={priceless}
      />
      <Outlet context={outlet} />
    </>
  );
}

/** `?customer=ID` puts a customer on the sale, and leaves the address again, so that a reload does not do it twice. */
function useCustomerFromAddress(): void {
  const [search, setSearch] = useSearchParams();
  const { dispatch } = useTill();
  const customerId = search.get('customer');
  useEffect(() => {
    if (customerId === null) return;
    dispatch({ type: 'attachCustomer', customerId });
    setSearch({}, { replace: true });
  }, [customerId, dispatch, setSearch]);
}

/** The page was closed between "recorded" and "cart emptied": the sale is there, so the cart is done with. */
function useForgottenSale(): void {
  const { t } = useLingui();
  const { replica } = useServices();
  const { cart, dispatch } = useTill();
  const asked = useRef(false);
  const { attempt } = cart;
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    if (attempt === null) return;
    void wasMade(replica, attempt).then((made) => {
      if (!made) return;
      dispatch({ type: 'clear' });
      notifySaved({ message: t`The last sale was saved; its cart is empty now.` });
    });
  }, [attempt, dispatch, replica, t]);
}

/** A scanner types wherever the focus is; on the till it is always meant for the field. */
function useTypingGoesToField(field: { readonly current: HTMLInputElement | null }, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      const busy = target?.closest('input, textarea, select, [role="dialog"], [role="menu"]');
      if (typesText(event) && !busy) field.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [enabled, field]);
}
