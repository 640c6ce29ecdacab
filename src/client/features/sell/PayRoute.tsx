import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Navigate, useNavigate } from 'react-router';
import { paths } from '../../app/paths.ts';
import { ContentDrawer } from '../../components/ContentDrawer.tsx';
import { useGoBack } from '../../components/use-go-back.ts';
import { PaymentDesk } from './PaymentDesk.tsx';
import { type FinishedSale, SaleEnd } from './SaleEnd.tsx';
import { useTill } from './use-till.ts';

/** Paying for the open cart, over the till; then the end of the sale. Without a cart there is only the till. */
export function Component() {
  const { cart } = useTill();
  const navigate = useNavigate();
  const backToTill = useGoBack(paths.sell.to());
  const [finished, setFinished] = useState<FinishedSale | null>(null);
  if (cart.lines.length === 0 && finished === null) return <Navigate replace to={paths.sell.to()} />;
  // What is paid cannot be gone back to, so the way back skips it.
  const nextSale = () => void navigate(paths.sell.to(), { replace: true });
  return (
    <ContentDrawer
      onClose={finished ? nextSale : backToTill}
      opened
      title={finished ? <Trans>Sale {finished.number}</Trans> : <Trans>Pay</Trans>}
      width={840}
    >
      {finished ? (
        <SaleEnd finished={finished} onNext={nextSale} />
      ) : (
        <PaymentDesk onFinished={setFinished} />
      )}
    </ContentDrawer>
  );
}
