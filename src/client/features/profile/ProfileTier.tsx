import { Trans, useLingui } from '@lingui/react/macro';
import { TierReason } from '../../components/TierReason.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './ProfileHeader.module.css';
import { type Standing, useStanding } from './queries.ts';
import { missingToVipMinor, topPercent } from './tier-words.ts';

/** Among a handful of customers a percentage says nothing. */
const vipShare = 20;

interface ProfileTierProps {
  readonly customerId: string;
  /** Net value in the currency that the tier is reckoned in. */
  readonly netMinor: (currency: string) => number;
}

/** The value tier with its reason in words; a tap gives rank, border, scope and date. */
export function ProfileTier({ customerId, netMinor }: ProfileTierProps) {
  const standing = useStanding(customerId);
  if (standing === null) return null;
  return <KnownTier netMinor={netMinor(standing.currency)} standing={standing} />;
}

function KnownTier({ standing, netMinor }: { readonly standing: Standing; readonly netMinor: number }) {
  const { t } = useLingui();
  const { money, count, percent, day, today } = useFormatting();
  const { tier, currency } = standing;
  const word = { vip: t`VIP`, regular: t`Regular`, low: t`Low` }[tier];
  const rank = count(standing.rank);
  const of = count(standing.of);
  const net = money(netMinor, currency);
  const border = money(standing.vipFromMinor, currency);
  const missing = missingToVipMinor(standing, netMinor);
  const share = topPercent(standing.rank, standing.of);
  const top = percent(share / 100);
  return (
    <>
      <TierReason
        detail={tier === 'vip' && share <= vipShare ? t`top ${top}` : undefined}
        tier={tier}
        title={t`${word}, number ${rank} of ${of} customers`}
      >
        <Trans>
          {net} net. The top 20% begin at {border}. Over all shops on this device, on {day(today(), 'full')}.
        </Trans>{' '}
        {missing !== null && <Trans>{money(missing, currency)} more makes a VIP.</Trans>}
      </TierReason>
      <span className={styles.reason}>
        <Trans>
          {net} net; the top 20% begin at {border}
        </Trans>
      </span>
    </>
  );
}
