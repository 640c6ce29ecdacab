import { useLingui } from '@lingui/react/macro';
import type { CurrencyFigures, PurchaseSummary } from '../../../domain/metrics/summary.ts';
import { type Column, DataTable } from '../../components/DataTable.tsx';
import { Money } from '../../components/Money.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';

/** One row per currency, the one that stands for the customer first. There is no sum: money of two currencies has none. */
export function CurrencyTable({ summary }: { readonly summary: PurchaseSummary }) {
  const { t } = useLingui();
  const { count } = useFormatting();
  const columns: readonly Column<CurrencyFigures>[] = [
    { key: 'currency', header: t`Currency`, cell: ({ currency }) => currency },
    {
      key: 'gross',
      header: t`Gross`,
      align: 'end',
      wideOnly: true,
      cell: ({ grossMinor, currency }) => <Money amountMinor={grossMinor} currency={currency} />,
    },
    {
      key: 'returned',
      header: t`Returned`,
      align: 'end',
      cell: ({ returnMinor, currency }) => <Money amountMinor={0 - returnMinor} currency={currency} />,
    },
    {
      key: 'net',
      header: t`Net`,
      align: 'end',
      cell: ({ netMinor, currency }) => <Money amountMinor={netMinor} currency={currency} weight="total" />,
    },
    { key: 'orders', header: t`Orders`, align: 'end', cell: ({ orders }) => count(orders) },
    {
      key: 'average',
      header: t`Average order`,
      align: 'end',
      wideOnly: true,
      cell: ({ averageOrderMinor, currency }) => (
        <Money amountMinor={averageOrderMinor} currency={currency} />
      ),
    },
  ];
  return (
    <DataTable
      caption={t`Figures by currency`}
      columns={columns}
      rowKey={({ currency }) => currency}
      rows={summary.byCurrency.length > 0 ? summary.byCurrency : [summary.main]}
    />
  );
}
