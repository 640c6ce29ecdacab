import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconCashRegister, IconReceipt } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { useSeenPlaces } from '../../app/seen-places.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Icon } from '../../components/Icon.tsx';
import { NothingFound } from '../../components/NothingFound.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import type { ReceiptPage } from './queries.ts';
import { isNarrowed, useReceiptList } from './receipt-list-state.ts';

/** In place of the list: nothing was sold yet, or nothing is left by the search and the filters. */
export function NoReceipts({ page }: { readonly page: ReceiptPage }) {
  return isNarrowed(page.query) ? <NoneFound page={page} /> : <NoneYet />;
}

function NoneYet() {
  return (
    <EmptyState
      action={
        <Button component={Link} leftSection={<Icon icon={IconCashRegister} />} to={paths.sell.to()}>
          <Trans>Sell</Trans>
        </Button>
      }
      icon={IconReceipt}
      title={<Trans>No receipts yet</Trans>}
    >
      <Trans>Every sale and return gets a receipt, which is kept here.</Trans>
    </EmptyState>
  );
}

function NoneFound({ page: { query, searched, since, isPartial } }: { readonly page: ReceiptPage }) {
  const { t } = useLingui();
  const clear = useReceiptList((state) => state.clear);
  const { day, dayOf } = useFormatting();
  const places = useSeenPlaces();
  const text = query.text.trim();
  const receipts = t`${plural(searched, { one: '# receipt', other: '# receipts' })}`;
  return (
    <NothingFound
      onClear={clear}
      title={
        text === '' ? (
          <Trans>No receipt is left by these filters</Trans>
        ) : (
          <Trans>No receipt with “{text}” on this device</Trans>
        )
      }
    >
      {isPartial ? (
        <Trans>
          Numbers, amounts, product names and SKUs of {receipts} were searched. Older ones are still being
          loaded onto this device.
        </Trans>
      ) : since === null ? (
        <Trans>Numbers, amounts, product names and SKUs of {receipts} were searched.</Trans>
      ) : (
        <Trans>
          Numbers, amounts, product names and SKUs of {receipts} since {day(dayOf(since), 'full')} were
          searched. Older ones are not on this device.
        </Trans>
      )}
      {places !== null && (
        <>
          {' '}
          <Trans>Only receipts of {places} are shown here.</Trans>
        </>
      )}
    </NothingFound>
  );
}
