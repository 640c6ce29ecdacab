import { Trans, useLingui } from '@lingui/react/macro';
import type { PersonDocument, PersonPurchase } from '../../../../domain/privacy/person-document.ts';
import { saleTypeWords, tenderWords } from '../../../app/vocabulary.ts';
import { useFormatting } from '../../../formatting/formatting-context.ts';
import styles from './Held.module.css';
import { Section, Terms } from './parts.tsx';
import { useHeldFormat } from './use-held-format.ts';

type Figures = PersonDocument['figures'];

interface HeldPurchasesProps {
  readonly figures: Figures;
  readonly purchases: readonly PersonPurchase[];
}

/** Every document with its lines, newest first, under the figures that follow from them. */
export function HeldPurchases({ figures, purchases }: HeldPurchasesProps) {
  return (
    <>
      <Section title={<Trans>Purchases in figures</Trans>}>
        <FigureTerms figures={figures} />
      </Section>
      {purchases.length > 0 && (
        <Section title={<Trans>Purchases</Trans>}>
          <ul>
            {purchases.map((purchase) => (
              <Purchase key={purchase.id} purchase={purchase} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function FigureTerms({ figures }: { readonly figures: Figures }) {
  const { t } = useLingui();
  const { count } = useFormatting();
  const { dateTime, amount } = useHeldFormat();
  const money = figures.by_currency.flatMap(
    ({ currency, gross_value, return_value, lifetime_value }) =>
      [
        [t`Gross, ${currency}`, amount(gross_value, currency)],
        [t`Returned, ${currency}`, amount(return_value, currency)],
        [t`Net, ${currency}`, amount(lifetime_value, currency)],
      ] as const,
  );
  return (
    <Terms
      terms={[
        [t`Orders`, count(figures.total_sales)],
        [t`Returns`, count(figures.return_count)],
        [t`Exchanges`, count(figures.exchange_count)],
        [t`Visits`, count(figures.visits)],
        ...money,
        [t`First purchase`, figures.first_purchase_at && dateTime(figures.first_purchase_at)],
        [t`Last purchase`, figures.last_purchase_at && dateTime(figures.last_purchase_at)],
      ]}
    />
  );
}

function Purchase({ purchase }: { readonly purchase: PersonPurchase }) {
  const { t } = useLingui();
  const { quantity } = useFormatting();
  const { dateTime, amount } = useHeldFormat();
  const { currency, lines, payments } = purchase;
  const kind = t(saleTypeWords[purchase.sale_type]);
  const link = purchase.links.find(({ is_active }) => is_active);
  const head = [kind, purchase.number, dateTime(purchase.occurred_at), purchase.location_name];
  return (
    <li className={styles.entry}>
      <p className={styles.purchase}>
        <span>{head.filter((part) => part !== null && part !== '').join(' · ')}</span>
        <strong>{amount(purchase.total_amount, currency)}</strong>
      </p>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li className={styles.line} key={line.line_number}>
            <span>
              {quantity(Math.round(line.quantity * 1000))} × {line.name}
              {line.variant !== null && `, ${line.variant}`}
            </span>
            <span>{amount(line.total, currency)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.note}>
        {payments.map((one) => `${t(tenderWords[one.method])} ${amount(one.amount, currency)}`).join(' · ')}
      </p>
      <Terms
        terms={[
          [t`Remark`, purchase.remark],
          [t`Delivered to`, purchase.delivery_name],
          [t`E-mail`, purchase.email],
          [t`Mobile money reference`, purchase.mobile_money_reference],
          [t`Card ending in`, purchase.card_last_four],
          [t`Voided`, purchase.voided_at && dateTime(purchase.voided_at)],
          [t`Given to the person on`, link ? dateTime(link.linked_at) : null],
        ]}
      />
    </li>
  );
}
