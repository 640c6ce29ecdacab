import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { EmptyState } from './EmptyState.tsx';

interface NothingFoundProps {
  /** What was searched: "No receipt with 4471 on this tablet". */
  readonly title: ReactNode;
  /** What this device holds and what it does not. */
  readonly children: ReactNode;
  readonly onClear?: (() => void) | undefined;
}

/** A search or filter without a result, which is not the same as an empty shop. */
export function NothingFound({ title, children, onClear }: NothingFoundProps) {
  const action = onClear && (
    <Button onClick={onClear}>
      <Trans>Clear filters</Trans>
    </Button>
  );
  return (
    <EmptyState action={action} title={title}>
      {children}
    </EmptyState>
  );
}
