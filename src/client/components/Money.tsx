import { Trans } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import { useFormatting } from '../formatting/formatting-context.ts';
import styles from './Money.module.css';

interface MoneyProps {
  /** Integer in minor units; `null` where the amount is not known. */
  readonly amountMinor: number | null;
  readonly currency: string;
  /** 500 in rows (the default), 600 in totals, the weight of the text around it otherwise. */
  readonly weight?: 'row' | 'total' | 'inherit';
  readonly className?: string | undefined;
}

/** An amount, never wrapped and never cut. A return is a minus sign, in ink. */
export function Money({ amountMinor, currency, weight = 'row', className }: MoneyProps) {
  const { money } = useFormatting();
  return (
    <span className={`${styles.money} ${className ?? ''}`} data-weight={weight}>
      {amountMinor === null ? <Unknown /> : money(amountMinor, currency)}
    </span>
  );
}

function Unknown() {
  return (
    <>
      <span aria-hidden="true">—</span>
      <VisuallyHidden>
        <Trans>Not known</Trans>
      </VisuallyHidden>
    </>
  );
}
