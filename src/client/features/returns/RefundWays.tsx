import { Trans, useLingui } from '@lingui/react/macro';
import { Radio } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Sale, TenderMethod } from '../../../domain/model/sale.ts';
import { tenderWords } from '../../app/vocabulary.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './RefundWays.module.css';
import type { Refund } from './use-refund.ts';

interface RefundWaysProps {
  readonly refund: Refund;
  readonly sale: Sale;
}

/** Ways that any shop has at hand, whatever the sale was paid with. */
const otherMethods: readonly TenderMethod[] = ['cash', 'card', 'mobile_money', 'bank_transfer'];

/** By which tenders the money goes back: the original ones first, each with what is left of it. */
export function RefundWays({ refund, sale }: RefundWaysProps) {
  const { t } = useLingui();
  const { money } = useFormatting();
  const { way, sources, due, chooseWay } = refund;
  const dueMinor = due?.dueMinor ?? 0;
  const paidWith = new Set(sources.map((source) => source.method));
  const others = otherMethods.filter((method) => !paidWith.has(method));
  const allLeftMinor = sources.reduce((sum, source) => sum + source.leftMinor, 0);
  const canSpread = sources.length > 1 && allLeftMinor >= dueMinor;
  return (
    <Radio.Group
      label={
        sources.length > 0 ? <Trans>Back the way it was paid</Trans> : <Trans>How the money goes back</Trans>
      }
      onChange={(value) => {
        if (value === 'as_paid') chooseWay({ kind: 'as_paid' });
        const method = [...paidWith, ...others].find((known) => known === value);
        if (method) chooseWay({ kind: 'method', method });
      }}
      value={way.kind === 'as_paid' ? 'as_paid' : way.method}
    >
      <div className={styles.ways}>
        {sources.map(({ method, paidMinor, leftMinor }) => {
          const left = money(leftMinor, sale.currency);
          const paid = money(paidMinor, sale.currency);
          const enough = leftMinor >= dueMinor;
          return (
            <Way disabled={!enough} key={method} value={method} word={t(tenderWords[method])}>
              {enough ? (
                <Trans>
                  {left} of {paid} left
                </Trans>
              ) : (
                <Trans>{left} left, too little</Trans>
              )}
            </Way>
          );
        })}
        {canSpread && (
          <Way value="as_paid" word={t`As it was paid`}>
            {way.kind === 'as_paid'
              ? refund.tenders
                  .map(
                    ({ method, amountMinor }) =>
                      `${t(tenderWords[method])} ${money(amountMinor, sale.currency)}`,
                  )
                  .join(', ')
              : null}
          </Way>
        )}
        {others.map((method) => (
          <Way key={method} value={method} word={t(tenderWords[method])}>
            {sources.length > 0 && <Trans>another way</Trans>}
          </Way>
        ))}
      </div>
    </Radio.Group>
  );
}

interface WayProps {
  readonly value: string;
  readonly word: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

function Way({ value, word, disabled = false, children }: WayProps) {
  return (
    <Radio.Card className={styles.way} disabled={disabled} value={value}>
      <Radio.Indicator />
      <span className={styles.word}>{word}</span>
      <span className={styles.detail}>{children}</span>
    </Radio.Card>
  );
}
