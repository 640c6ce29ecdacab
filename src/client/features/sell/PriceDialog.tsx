import { Trans, useLingui } from '@lingui/react/macro';
import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Product } from '../../../domain/model/catalogue.ts';
import { type CartItem, itemOfProduct, maxUnitPriceMilli } from '../../../domain/selling/cart.ts';
import { findCardNumbers } from '../../../domain/values/card-number.ts';
import { errorMessages } from '../../app/messages.ts';
import { useShop } from '../../app/services.ts';
import { DialogForm, FormDialog } from '../../components/FormDialog.tsx';
import { NotAPrice } from '../../components/NotAPrice.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { readTypedPrice } from '../../formatting/typed-amount.ts';
import styles from './PriceDialog.module.css';
import { useTaxRates } from './queries.ts';

/** What has no price of its own: a product whose price is asked, or something without a code. */
export interface Priceless {
  readonly product: Product | null;
}

interface PriceDialogProps {
  readonly priceless: Priceless | null;
  /** The item as it is without tax, and which tax it has. */
  readonly onAdd: (item: CartItem, taxRateId: string | null) => void;
  readonly onClose: () => void;
}

export function PriceDialog({ priceless, onAdd, onClose }: PriceDialogProps) {
  const name = priceless?.product?.name;
  return (
    <FormDialog
      action={<Trans>Add to the cart</Trans>}
      onClose={onClose}
      opened={priceless !== null}
      title={name === undefined ? <Trans>Item without a code</Trans> : <Trans>Price of {name}</Trans>}
    >
      {priceless && <PriceForm onAdd={onAdd} product={priceless.product} />}
    </FormDialog>
  );
}

interface PriceFormProps {
  readonly product: Product | null;
  readonly onAdd: (item: CartItem, taxRateId: string | null) => void;
}

function PriceForm({ product, onAdd }: PriceFormProps) {
  const { t } = useLingui();
  const { currency } = useShop().setting;
  const { locale, percent } = useFormatting();
  const { data: taxRates } = useTaxRates();
  const [price, setPrice] = useState('');
  const [name, setName] = useState('');
  const [unreadable, setUnreadable] = useState(false);
  const bearsCard = findCardNumbers(name).length > 0;
  const offered = (taxRates ?? []).filter((rate) => rate.active);
  const [chosenRateId, setChosenRateId] = useState<string | null>();
  // Where the shop has one rate, what has no code bears it too, unless somebody says otherwise.
  const taxRateId =
    chosenRateId === undefined && offered.length === 1 ? (offered[0]?.id ?? null) : (chosenRateId ?? null);

  const submit = () => {
    const unitPriceMilli = readTypedPrice(price, currency, locale);
    if (unitPriceMilli === undefined || unitPriceMilli < 0 || unitPriceMilli > maxUnitPriceMilli) {
      setUnreadable(true);
      return;
    }
    if (product) {
      onAdd(itemOfProduct(product, null, unitPriceMilli), product.taxRateId);
      return;
    }
    if (bearsCard) return;
    onAdd(
      {
        productId: null,
        sku: '',
        name: name.trim().slice(0, 255) || t`Item without a code`,
        categoryId: null,
        unitPriceMilli,
        taxRateMilli: null,
        unitCostMilli: null,
      },
      taxRateId,
    );
  };

  return (
    <DialogForm onSubmit={submit}>
      <TextInput
        data-autofocus
        error={unreadable && <NotAPrice />}
        inputMode="decimal"
        label={t`Price`}
        onChange={(event) => {
          setPrice(event.currentTarget.value);
          setUnreadable(false);
        }}
        rightSection={<span className={styles.currency}>{currency}</span>}
        rightSectionWidth="3.5rem"
        value={price}
      />
      {product === null && (
        <>
          <TextInput
            error={bearsCard && t(errorMessages.card_number_refused)}
            label={t`Name on the receipt`}
            maxLength={255}
            onChange={(event) => setName(event.currentTarget.value)}
            placeholder={t`Item without a code`}
            value={name}
          />
          {offered.length > 0 && (
            <Select
              data={offered.map((rate) => ({
                value: rate.id,
                label: `${rate.name} · ${percent(rate.rateMilli / 100_000)}`,
              }))}
              clearable
              label={t`Tax rate`}
              onChange={setChosenRateId}
              placeholder={t`No tax`}
              value={taxRateId}
            />
          )}
        </>
      )}
    </DialogForm>
  );
}
