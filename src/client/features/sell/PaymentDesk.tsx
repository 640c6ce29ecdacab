import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useShop } from '../../app/services.ts';
import { useCustomer } from '../../app/shared-queries.ts';
import { Money } from '../../components/Money.tsx';
import { NumberKeypad } from '../../components/NumberKeypad.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { useBelow } from '../../components/use-below.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { PaymentAccount } from './PaymentAccount.tsx';
import styles from './PaymentDesk.module.css';
import { PaymentMethods } from './PaymentMethods.tsx';
import { PaymentProblem } from './PaymentProblem.tsx';
import { QuickSums } from './QuickSums.tsx';
import type { FinishedSale } from './SaleEnd.tsx';
import { useSellOutlet } from './sell-outlet.ts';
import { useCredit } from './use-credit.ts';
import { useFinishSale } from './use-finish-sale.ts';
import { usePayment } from './use-payment.ts';
import { usePaymentKeys } from './use-payment-keys.ts';
import { useTill } from './use-till.ts';

/** What is owed and received at the start, how it is paid at the end. */
export function PaymentDesk({ onFinished }: { readonly onFinished: (finished: FinishedSale) => void }) {
  const { t } = useLingui();
  const { currency } = useShop().setting;
  const { money } = useFormatting();
  const { cart } = useTill();
  const payment = usePayment();
  const { scan } = useSellOutlet();
  const credit = useCredit(cart.customerId);
  const { busy, refusal, finish, forget, approval } = useFinishSale((finished) => {
    const total = money(finished.sale.totalMinor, currency);
    notifySaved({ message: t`Saved on this tablet, ${total}` });
    onFinished(finished);
  });
  usePaymentKeys(payment, scan, !approval.isAsking);

  const overCreditMinor = credit.overMinor(payment.tenders);
  const isNarrow = useBelow(48);
  const problem = (refusal !== null || overCreditMinor > 0) && (
    <PaymentProblem overCreditMinor={overCreditMinor} payment={payment} refusal={refusal} />
  );
  const change = money(payment.settlement.changeMinor, currency);
  const canSplit = payment.amountMinor > 0 && payment.settlement.leftMinor > 0;

  return (
    <div className={styles.desk}>
      {approval.dialog}
      <PaymentAccount payment={payment}>{!isNarrow && problem}</PaymentAccount>
      <div className={styles.ways}>
        <h3 className={styles.question}>
          <Question customerId={cart.customerId} />
        </h3>
        <PaymentMethods
          credit={credit}
          onChange={(method) => {
            forget();
            payment.chooseMethod(method);
          }}
          value={payment.method}
        />
        {payment.method === 'cash' && <QuickSums payment={payment} />}
        <div className={styles.entry}>
          <span className={styles.entryLabel}>
            {payment.method === 'cash' ? <Trans>Cash received</Trans> : <Trans>Amount</Trans>}
          </span>
          <Money
            amountMinor={payment.amountMinor}
            className={styles.entryAmount}
            currency={currency}
            weight="total"
          />
        </div>
        <NumberKeypad extraKey="00" onBackspace={payment.erase} onKey={payment.typeKey} />
        <div className={styles.actions}>
          {isNarrow && problem}
          <Button
            disabled={!canSplit}
            onClick={() => {
              forget();
              payment.split();
            }}
            size="lg"
          >
            <Trans>Split</Trans>
          </Button>
          <Button
            className={styles.finish}
            data-autofocus
            loading={busy}
            onClick={() => {
              if (overCreditMinor === 0) void finish(payment.tenders);
            }}
            size="lg"
            variant="filled"
          >
            {payment.settlement.changeMinor > 0 ? (
              <Trans>Finish sale, give {change}</Trans>
            ) : (
              <Trans>Finish sale</Trans>
            )}
          </Button>
        </div>
      </div>
    </div>
  );
}

function Question({ customerId }: { readonly customerId: string | null }) {
  return customerId === null ? <Trans>How is it paid?</Trans> : <QuestionTo customerId={customerId} />;
}

function QuestionTo({ customerId }: { readonly customerId: string }) {
  const { data: view } = useCustomer(customerId);
  const name = view?.customer.firstName ?? view?.customer.name;
  return name === undefined ? <Trans>How is it paid?</Trans> : <Trans>How does {name} pay?</Trans>;
}
