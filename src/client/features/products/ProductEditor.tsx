import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Switch, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Product } from '../../../domain/model/catalogue.ts';
import type { Fix } from '../../app/fix.ts';
import { errorMessages } from '../../app/messages.ts';
import { paths } from '../../app/paths.ts';
import { useLeavesOut } from '../../app/seen-places.ts';
import { useShop } from '../../app/services.ts';
import { Card } from '../../components/Card.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { NotAPrice } from '../../components/NotAPrice.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { Page } from '../../components/Page.tsx';
import { useGoBack } from '../../components/use-go-back.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { readTypedPrice, writeTypedPrice } from '../../formatting/typed-amount.ts';
import { CategoryField } from './CategoryField.tsx';
import styles from './ProductEditor.module.css';
import {
  draftOf,
  draftOfArgs,
  emptyDraft,
  fieldOf,
  type PriceForm,
  type ProductDraft,
} from './product-draft.ts';
import { TaxRateField } from './TaxRateField.tsx';
import { useSaveProduct } from './use-save-product.ts';

interface ProductEditorProps {
  readonly product: Product | null;
  /** The refused change that is put right here. */
  readonly fix: Fix | null;
}

/** The form of a product. What was typed stays, whatever is refused. */
export function ProductEditor({ product: now, fix }: ProductEditorProps) {
  const { t } = useLingui();
  const leavesOut = useLeavesOut();
  // What changes elsewhere while the form is open was not changed here: it must not be written back.
  const [product] = useState(now);
  const navigate = useNavigate();
  const goBack = useGoBack(paths.products.to());
  const prices = usePriceForm();
  const [draft, setDraft] = useState<ProductDraft>(() => {
    const known = product ? draftOf(product, prices) : emptyDraft;
    return fix ? draftOfArgs(fix.args, known, prices) : known;
  });
  const change = (changes: Partial<ProductDraft>) => setDraft((last) => ({ ...last, ...changes }));
  const { busy, refusals, save } = useSaveProduct(product, fix, prices, (categoryId) =>
    change({ categoryId, newCategory: null }),
  );
  const errorOf = (field: string) => {
    const refusal = refusals.find((refused) => fieldOf(refused) === field);
    if (refusal === undefined) return undefined;
    if (refusal.code === 'not_a_number') return <NotAPrice />;
    return field === 'barcodes' && refusal.code === 'already_exists'
      ? t`Another product bears ${String(refusal.values?.code ?? '')} already.`
      : t(errorMessages[refusal.code]);
  };
  const elsewhere = refusals.filter((refusal) => !shownFields.has(fieldOf(refusal) ?? ''));
  const submit = async () => {
    if (!(await save(draft))) return;
    const name = draft.name.trim();
    notifySaved({ message: t`${name} saved on this device` });
    if (fix) goBack();
    else await navigate(paths.products.to());
  };
  return (
    <Page>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Card className={styles.card}>
          {elsewhere.length > 0 && (
            <ErrorNotice title={t`Not saved. What you typed is kept.`}>
              {elsewhere.map((refusal) => t(errorMessages[refusal.code])).join(' ')}
            </ErrorNotice>
          )}
          <TextInput
            autoComplete="off"
            error={errorOf('name')}
            label={t`Name`}
            onChange={(event) => change({ name: event.currentTarget.value })}
            required
            value={draft.name}
          />
          <div className={styles.pair}>
            <TextInput
              autoComplete="off"
              error={errorOf('sku')}
              label={t`SKU`}
              onChange={(event) => change({ sku: event.currentTarget.value })}
              value={draft.sku}
            />
            <TextInput
              autoComplete="off"
              description={t`Scan or type; several are separated by commas.`}
              error={errorOf('barcodes')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              label={t`Barcodes`}
              onChange={(event) => change({ barcodes: event.currentTarget.value })}
              onKeyDown={(event) => {
                // A scanner ends with Enter, which would send the form in the middle of it.
                if (event.key === 'Enter') {
                  event.preventDefault();
                  change({ barcodes: `${event.currentTarget.value}, ` });
                }
              }}
              value={draft.barcodes}
            />
          </div>
          <div className={styles.pair}>
            <CategoryField draft={draft} error={errorOf('newCategory')} onChange={change} />
            <TaxRateField onChange={(taxRateId) => change({ taxRateId })} taxRateId={draft.taxRateId} />
          </div>
          <div className={styles.pair}>
            <PriceField
              description={t`Empty: the price is asked at the till.`}
              error={errorOf('unitPriceMilli')}
              label={t`Price`}
              onChange={(price) => change({ price })}
              value={draft.price}
            />
            {!leavesOut('costs') && (
              <PriceField
                description={t`What one costs you; never on a receipt.`}
                error={errorOf('unitCostMilli')}
                label={t`Cost`}
                onChange={(cost) => change({ cost })}
                value={draft.cost}
              />
            )}
          </div>
          <Switch
            checked={draft.active}
            label={t`Sold at the till`}
            onChange={(event) => change({ active: event.currentTarget.checked })}
          />
        </Card>
        <div className={styles.actions}>
          <Button onClick={goBack}>
            <Trans>Cancel</Trans>
          </Button>
          <Button loading={busy} type="submit" variant="filled">
            <Trans>Save product</Trans>
          </Button>
        </div>
      </form>
    </Page>
  );
}

/** Fields that show what is wrong with them themselves. */
const shownFields: ReadonlySet<string> = new Set([
  'name',
  'sku',
  'barcodes',
  'newCategory',
  'unitPriceMilli',
  'unitCostMilli',
]);

function usePriceForm(): PriceForm {
  const { currency } = useShop().setting;
  const { locale } = useFormatting();
  return useMemo(
    () => ({
      write: (milli) => writeTypedPrice(milli, currency, locale),
      read: (text) => readTypedPrice(text, currency, locale),
    }),
    [currency, locale],
  );
}

interface PriceFieldProps {
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly error: ReactNode;
  readonly onChange: (value: string) => void;
}

function PriceField({ label, description, value, error, onChange }: PriceFieldProps) {
  const { currency } = useShop().setting;
  return (
    <TextInput
      autoComplete="off"
      description={description}
      error={error}
      inputMode="decimal"
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      label={label}
      onChange={(event) => onChange(event.currentTarget.value)}
      rightSection={<span className={styles.currency}>{currency}</span>}
      rightSectionWidth="3.5rem"
      value={value}
    />
  );
}
