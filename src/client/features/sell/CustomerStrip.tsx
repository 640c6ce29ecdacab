import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconUserPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { summarize } from '../../../domain/metrics/summary.ts';
import { paths } from '../../app/paths.ts';
import { useFigureWords, useSeenPlaces } from '../../app/seen-places.ts';
import { type CustomerView, useShop } from '../../app/services.ts';
import { useCustomer } from '../../app/shared-queries.ts';
import { Icon } from '../../components/Icon.tsx';
import { Money } from '../../components/Money.tsx';
import { StateTag } from '../../components/StateTag.tsx';
import { TierBadge } from '../../components/TierBadge.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { CustomerFinder } from './CustomerFinder.tsx';
import styles from './CustomerStrip.module.css';
import { useStanding } from './queries.ts';
import { useTill } from './use-till.ts';

/** Who buys: nobody in particular, being looked for, or a customer of the shop. */
export function CustomerStrip() {
  const { cart, dispatch } = useTill();
  const [finding, setFinding] = useState(false);
  if (cart.customerId !== null) return <AttachedCustomer customerId={cart.customerId} />;
  if (finding) {
    return (
      <CustomerFinder
        onClose={() => setFinding(false)}
        onFound={(customerId) => {
          dispatch({ type: 'attachCustomer', customerId });
          setFinding(false);
        }}
      />
    );
  }
  return (
    <UnstyledButton className={styles.add} onClick={() => setFinding(true)}>
      <Icon icon={IconUserPlus} />
      <Trans>Add customer</Trans>
    </UnstyledButton>
  );
}

function AttachedCustomer({ customerId }: { readonly customerId: string }) {
  const { t } = useLingui();
  const { dispatch } = useTill();
  const { data: view, isPending } = useCustomer(customerId);
  return (
    <section aria-label={t`Customer`} className={styles.strip}>
      <div className={styles.words}>
        {view ? (
          <>
            <Link className={styles.name} to={paths.customer.to(customerId)}>
              {view.customer.name}
            </Link>
            <CustomerFacts view={view} />
          </>
        ) : (
          <p className={styles.facts}>{!isPending && <Trans>This customer is not on this device.</Trans>}</p>
        )}
      </div>
      <ActionIcon
        aria-label={t`Sell without this customer`}
        color="ink"
        onClick={() => dispatch({ type: 'detachCustomer' })}
        variant="subtle"
      >
        <Icon icon={IconX} />
      </ActionIcon>
    </section>
  );
}

function CustomerFacts({ view }: { readonly view: CustomerView }) {
  const { setting } = useShop();
  const { today } = useFormatting();
  const places = useSeenPlaces();
  const figures = useFigureWords();
  const { orders, main } = summarize(view.cells, setting.currency, today());
  return (
    <div className={styles.facts}>
      {view.customer.status === 'blocked' && <StateTag state="blocked" />}
      <Tier customerId={view.customer.id} />
      <span>
        {orders === 0 ? (
          places === null ? (
            <Trans>First purchase</Trans>
          ) : (
            <Trans>First purchase at {places}</Trans>
          )
        ) : (
          <>
            <Money amountMinor={main.netMinor} currency={main.currency} weight="inherit" />{' '}
            <Plural one="net in # order" other="net in # orders" value={orders} />
            {figures !== null && ` · ${figures}`}
          </>
        )}
      </span>
    </div>
  );
}

function Tier({ customerId }: { readonly customerId: string }) {
  const { t } = useLingui();
  const { percent } = useFormatting();
  const { data: standing, isPlaceholderData } = useStanding(customerId);
  if (!standing || isPlaceholderData) return null;
  const share = percent(Math.ceil((standing.rank / standing.of) * 100) / 100);
  return <TierBadge detail={standing.tier === 'vip' ? t`top ${share}` : undefined} tier={standing.tier} />;
}
