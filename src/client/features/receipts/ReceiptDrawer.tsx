import type { ReactNode } from 'react';
import { ContentDrawer } from '../../components/ContentDrawer.tsx';
import { useGoBack } from '../../components/use-go-back.ts';

interface ReceiptDrawerProps {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** What lies behind, for a receipt that was opened by its address. */
  readonly back: string;
}

export function ReceiptDrawer({ title, subtitle, actions, children, back }: ReceiptDrawerProps) {
  const close = useGoBack(back);
  return (
    <ContentDrawer footer={actions} onClose={close} opened subtitle={subtitle} title={title}>
      {children}
    </ContentDrawer>
  );
}
