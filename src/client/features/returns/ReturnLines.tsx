import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox } from '@mantine/core';
import type { ReturnableLine } from '../../../domain/history/returnable.ts';
import { lineValue, type ReturnReason, returnReasons, type SaleLine } from '../../../domain/model/sale.ts';
import type { ReceiptView } from '../../app/services.ts';
import { returnReasonWords } from '../../app/vocabulary.ts';
import { FilterChips } from '../../components/FilterChips.tsx';
import { Money } from '../../components/Money.tsx';
import { QuantityStepper } from '../../components/QuantityStepper.tsx';
import { useBelow } from '../../components/use-below.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './ReturnLines.module.css';
import { type DraftLine, type ReturnDraft, setQuantity, setReason, toggleLine } from './return-draft.ts';

interface ReturnLinesProps {
  readonly view: ReceiptView;
  readonly draft: ReturnDraft;
  readonly onChange: (draft: ReturnDraft) => void;
}

/** Each line with sold, returned and left; a chosen one opens for quantity and reason. */
export function ReturnLines({ view, draft, onChange }: ReturnLinesProps) {
  const lines = new Map(view.sale.lines.map((line) => [line.n, line]));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <td className={styles.checkHead} />
          <th className={styles.text} scope="col">
            <Trans>Line</Trans>
          </th>
          <th className={styles.counts} scope="col">
            <Trans>Sold</Trans>
          </th>
          <th className={styles.counts} scope="col">
            <Trans>Returned</Trans>
          </th>
          <th className={styles.left} scope="col">
            <Trans>Left</Trans>
          </th>
          <th className={styles.value} scope="col">
            <Trans>Value</Trans>
          </th>
        </tr>
      </thead>
      {view.returnable.map((state) => {
        const line = lines.get(state.n);
        return (
          line && (
            <LineBody
              chosen={draft.find((entry) => entry.n === state.n)}
              key={state.n}
              line={line}
              onQuantity={(quantityMilli) => onChange(setQuantity(draft, state.n, quantityMilli))}
              onReason={(reason) => onChange(setReason(draft, state.n, reason))}
              onToggle={() => onChange(toggleLine(draft, state))}
              state={state}
              view={view}
            />
          )
        );
      })}
    </table>
  );
}

interface LineBodyProps {
  readonly view: ReceiptView;
  readonly line: SaleLine;
  readonly state: ReturnableLine;
  readonly chosen: DraftLine | undefined;
  readonly onToggle: () => void;
  readonly onQuantity: (quantityMilli: number) => void;
  readonly onReason: (reason: ReturnReason) => void;
}

function LineBody({ view, line, state, chosen, onToggle, onQuantity, onReason }: LineBodyProps) {
  const { t } = useLingui();
  const { quantity } = useFormatting();
  const isNarrow = useBelow(60);
  const { sale } = view;
  const gone = state.leftMilli === 0;
  return (
    <tbody
      className={styles.body}
      data-chosen={chosen !== undefined || undefined}
      data-gone={gone || undefined}
    >
      <tr>
        <td className={styles.check}>
          <Checkbox
            aria-label={t`Return ${line.name}`}
            checked={chosen !== undefined}
            disabled={gone}
            onChange={onToggle}
            size="md"
          />
        </td>
        <td className={styles.text}>
          <button className={styles.name} disabled={gone} onClick={onToggle} tabIndex={-1} type="button">
            {line.name}
          </button>
          <LineDetail line={line} view={view} />
        </td>
        <td className={styles.counts}>{quantity(state.soldMilli)}</td>
        <td className={styles.counts}>{quantity(state.returnedMilli)}</td>
        <td className={styles.left}>{quantity(state.leftMilli)}</td>
        <td>
          <Money amountMinor={lineValue(sale, line)} currency={sale.currency} weight="total" />
        </td>
      </tr>
      {chosen && (
        <tr>
          <td aria-hidden="true" />
          <td className={styles.controls} colSpan={isNarrow ? 3 : 5}>
            <div className={styles.control}>
              <span className={styles.label}>
                <Trans>Quantity</Trans>
              </span>
              <QuantityStepper
                label={line.name}
                maxMilli={state.leftMilli}
                minMilli={Math.min(1000, state.leftMilli)}
                onChange={onQuantity}
                quantityMilli={chosen.quantityMilli}
              />
              {chosen.quantityMilli === state.leftMilli && (
                <span className={styles.label}>
                  <Trans>All that is left</Trans>
                </span>
              )}
            </div>
            <div className={styles.control}>
              <span className={styles.label}>
                <Trans>Reason</Trans>
              </span>
              <FilterChips
                label={t`Reason`}
                onChange={(reason) => {
                  const known = returnReasons.find((one) => one === reason);
                  if (known) onReason(known);
                }}
                options={returnReasons.map((reason) => ({
                  value: reason,
                  label: t(returnReasonWords[reason]),
                }))}
                tick
                value={chosen.reason ?? ''}
              />
            </div>
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** Variant and price of one; for goods that came back, on which receipt. */
function LineDetail({ line, view }: { readonly line: SaleLine; readonly view: ReceiptView }) {
  const { t } = useLingui();
  const { unitPrice } = useFormatting();
  const each = unitPrice(line.unitPriceMilli, view.sale.currency);
  const back = view.children
    .filter((child) =>
      child.lines.some(({ parentLine }) => parentLine?.saleId === view.sale.id && parentLine.n === line.n),
    )
    .map((child) => child.number)
    .join(', ');
  const parts = [
    line.variantLabel,
    line.quantityMilli === 1000 && line.unitPriceMilli % 1000 === 0 ? undefined : t`${each} each`,
    back === '' ? undefined : t`came back on ${back}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? null : <span className={styles.detail}>{parts.join(' · ')}</span>;
}
