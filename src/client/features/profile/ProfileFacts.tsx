import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { IconMapPin } from '@tabler/icons-react';
import type { PurchaseSummary } from '../../../domain/metrics/summary.ts';
import { useSeenPlaces } from '../../app/seen-places.ts';
import { Fact, FactsRow } from '../../components/Facts.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Money } from '../../components/Money.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { paceOf } from './next-purchase.ts';
import styles from './ProfileFacts.module.css';

interface ProfileFactsProps {
  readonly summary: PurchaseSummary;
  /** Whether the customer objects to profiling: when the next purchase is due is nobody's to guess (REQ-P6). */
  readonly objects?: boolean;
}

/** The four figures a person at the till wants, and the other currencies under them: money is never added across. */
export function ProfileFacts({ summary, objects = false }: ProfileFactsProps) {
  return (
    <>
      <FactsRow>
        <NetValue summary={summary} />
        <Orders summary={summary} />
        <LastPurchase summary={summary} />
        <AverageGap objects={objects} summary={summary} />
      </FactsRow>
      <OtherCurrencies summary={summary} />
      <PartOfTheFigures />
    </>
  );
}

interface SummaryProps {
  readonly summary: PurchaseSummary;
}

function NetValue({ summary: { main } }: SummaryProps) {
  const { t } = useLingui();
  const { money } = useFormatting();
  const gross = money(main.grossMinor, main.currency);
  const returned = money(main.returnMinor, main.currency);
  return (
    <Fact
      label={t`Net value`}
      meaning={main.returnMinor === 0 ? t`nothing returned` : t`${gross} less ${returned} returned`}
      value={<Money amountMinor={main.netMinor} currency={main.currency} weight="inherit" />}
    />
  );
}

function Orders({ summary }: SummaryProps) {
  const { t } = useLingui();
  const { money, count } = useFormatting();
  const { main, orders } = summary;
  const average = money(main.averageOrderMinor, main.currency);
  return (
    <Fact
      label={t`Orders`}
      meaning={main.averageOrderMinor === null ? t`no average yet` : t`${average} on average`}
      value={count(orders)}
    />
  );
}

function LastPurchase({ summary: { last, lastCurrency } }: SummaryProps) {
  const { t } = useLingui();
  const { day, money, relativeDay } = useFormatting();
  if (last === null || lastCurrency === null) {
    return <Fact label={t`Last purchase`} meaning={t`nothing bought yet`} value="—" />;
  }
  const date = day(last.businessDate, 'full');
  const amount = money(last.amountMinor, lastCurrency);
  return (
    <Fact label={t`Last purchase`} meaning={t`${date} · ${amount}`} value={relativeDay(last.businessDate)} />
  );
}

function AverageGap({ summary, objects }: Required<ProfileFactsProps>) {
  const { t } = useLingui();
  const { day, today } = useFormatting();
  const pace = paceOf(summary);
  if (pace === null) {
    return <Fact label={t`Average gap`} meaning={t`known after two orders`} value="—" />;
  }
  const date = day(pace.nextDay, pace.nextDay.slice(0, 4) === today().slice(0, 4) ? 'short' : 'full');
  const gap =
    pace.gapDays === 0 ? t`Under a day` : t`${plural(pace.gapDays, { one: '# day', other: '# days' })}`;
  return (
    <Fact
      label={t`Average gap`}
      meaning={
        objects
          ? t`between two orders`
          : pace.nextDay >= today()
            ? t`due about ${date}`
            : t`was due about ${date}`
      }
      value={gap}
    />
  );
}

/** Says that purchases at other places are not in the figures (rule F6). */
function PartOfTheFigures() {
  const places = useSeenPlaces();
  if (places === null) return null;
  return (
    <p className={styles.partial}>
      <Icon icon={IconMapPin} size={16} />
      <Trans>Figures of {places} only</Trans>
    </p>
  );
}

function OtherCurrencies({ summary: { byCurrency } }: SummaryProps) {
  const others = byCurrency.slice(1);
  if (others.length === 0) return null;
  return (
    <ul className={styles.currencies}>
      {others.map((figures) => (
        <li key={figures.currency}>
          <Trans>
            Also{' '}
            <strong>
              <Money amountMinor={figures.netMinor} currency={figures.currency} weight="inherit" />
            </strong>{' '}
            net
          </Trans>
          {' · '}
          <OrderCount orders={figures.orders} />
        </li>
      ))}
    </ul>
  );
}

function OrderCount({ orders }: { readonly orders: number }) {
  const { t } = useLingui();
  return <>{t`${plural(orders, { one: '# order', other: '# orders' })}`}</>;
}
