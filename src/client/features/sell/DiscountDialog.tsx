import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Discount } from '../../../domain/selling/cart.ts';
import { parseQuantity } from '../../../domain/values/quantity.ts';
import { useShop } from '../../app/services.ts';
import { DialogForm, FormDialog } from '../../components/FormDialog.tsx';
import { SegmentedFilter } from '../../components/SegmentedFilter.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { readTypedAmount, writeTypedAmount } from '../../formatting/typed-amount.ts';
import styles from './PriceDialog.module.css';

interface DiscountDialogProps {
  readonly opened: boolean;
  readonly title: ReactNode;
  readonly discount: Discount | null;
  /** What it is taken off, in minor units: no more can come off. */
  readonly ofMinor: number;
  readonly onChange: (discount: Discount | null) => void;
  readonly onClose: () => void;
}

/** A discount in percent or as an amount, on a line or on the whole cart. */
export function DiscountDialog({ opened, title, discount, ofMinor, onChange, onClose }: DiscountDialogProps) {
  return (
    <FormDialog
      action={<Trans>Give the discount</Trans>}
      onClose={onClose}
      opened={opened}
      otherAction={
        discount !== null && (
          <Button onClick={() => onChange(null)}>
            <Trans>Take the discount off</Trans>
          </Button>
        )
      }
      title={title}
    >
      <DiscountForm discount={discount} ofMinor={ofMinor} onChange={onChange} />
    </FormDialog>
  );
}

interface DiscountFormProps {
  readonly discount: Discount | null;
  readonly ofMinor: number;
  readonly onChange: (discount: Discount | null) => void;
}

/** Shares that shops give most often, in thousandths of a percent. */
const usualShares = [5_000, 10_000, 20_000, 50_000] as const;

function DiscountForm({ discount, ofMinor, onChange }: DiscountFormProps) {
  const { t } = useLingui();
  const { currency } = useShop().setting;
  const { locale, money, percent } = useFormatting();
  const [kind, setKind] = useState<Discount['kind']>(discount?.kind ?? 'percent');
  const [text, setText] = useState(discount === null ? '' : typedDiscount(discount, currency, locale));
  const [problem, setProblem] = useState<'unreadable' | 'too_much' | null>(null);
  const all = money(ofMinor, currency);

  const submit = () => {
    const read = kind === 'percent' ? readShare(text) : readAmountOff(text, currency, locale);
    if (!read) setProblem('unreadable');
    else if (read.kind === 'amount' && read.amountMinor > ofMinor) setProblem('too_much');
    else onChange(read);
  };

  return (
    <DialogForm onSubmit={submit}>
      <SegmentedFilter
        fullWidth
        label={t`Kind of discount`}
        onChange={(next) => {
          setKind(next);
          setText('');
          setProblem(null);
        }}
        options={[
          { value: 'percent', label: <Trans>Percent</Trans> },
          { value: 'amount', label: <Trans>Amount</Trans> },
        ]}
        size="control"
        value={kind}
      />
      {kind === 'percent' && (
        <div className={styles.quick}>
          {usualShares.map((shareMilli) => (
            <Button key={shareMilli} onClick={() => onChange({ kind: 'percent', shareMilli })}>
              {percent(shareMilli / 100_000)}
            </Button>
          ))}
        </div>
      )}
      <TextInput
        data-autofocus
        error={
          problem === 'too_much' ? (
            <Trans>No more than {all} can come off.</Trans>
          ) : (
            problem === 'unreadable' &&
            (kind === 'percent' ? (
              <Trans>Type a share from 0 to 100, such as 12.5.</Trans>
            ) : (
              <Trans>This is not an amount of this currency, such as 4.50.</Trans>
            ))
          )
        }
        inputMode="decimal"
        label={kind === 'percent' ? t`Another share` : t`Amount off`}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(null);
        }}
        rightSection={<span className={styles.currency}>{kind === 'percent' ? '%' : currency}</span>}
        rightSectionWidth="3.5rem"
        value={text}
      />
    </DialogForm>
  );
}

function typedDiscount(discount: Discount, currency: string, locale: string): string {
  return discount.kind === 'percent'
    ? String(discount.shareMilli / 1000)
    : writeTypedAmount(discount.amountMinor, currency, locale);
}

/** A percentage has at most three decimals, like a quantity: 12.5 is 12500 thousandths of a percent. */
function readShare(text: string): Discount | null {
  const shareMilli = parseQuantity(text.replace('%', '').replace(',', '.'));
  return shareMilli !== undefined && shareMilli >= 0 && shareMilli <= 100_000
    ? { kind: 'percent', shareMilli }
    : null;
}

function readAmountOff(text: string, currency: string, locale: string): Discount | null {
  const amountMinor = readTypedAmount(text, currency, locale);
  return amountMinor !== undefined && amountMinor >= 0 ? { kind: 'amount', amountMinor } : null;
}
