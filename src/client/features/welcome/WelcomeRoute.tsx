import { Trans } from '@lingui/react/macro';
import { IconDeviceTablet } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { FarewellScreen } from '../../app/departure/FarewellScreen.tsx';
import { codeOfLink, paths } from '../../app/paths.ts';
import { useServices } from '../../app/services.ts';
import { WelcomeFrame } from '../../app/shell/WelcomeFrame.tsx';
import { Tag } from '../../components/Tag.tsx';
import { CopyForm } from './CopyForm.tsx';
import { DemoProgress } from './DemoProgress.tsx';
import { JoinForm } from './JoinForm.tsx';
import { ShopForm } from './ShopForm.tsx';
import { useOpenDemo } from './use-open-demo.ts';
import { Ways } from './Ways.tsx';
import styles from './WelcomeRoute.module.css';

/** A way in that asks for something first. */
export type AskingWay = 'own data' | 'join' | 'empty' | 'copy';

/** The first visit: three ways in and an empty shop. */
export function Component() {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const [code] = useState(() => codeOfLink(hash));
  const [way, setWay] = useState<AskingWay | null>(code === null ? null : 'join');
  // A code works once, and an address is kept for long.
  useEffect(() => {
    if (codeOfLink(hash) !== null) void navigate(paths.welcome.to(), { replace: true });
  }, [hash, navigate]);
  const demo = useOpenDemo();
  const { departure } = useServices();
  const farewell = useSyncExternalStore(departure.subscribe, departure.farewell);
  const back = () => setWay(null);
  if (farewell) return <FarewellScreen farewell={farewell} />;
  return (
    <WelcomeFrame
      end={
        <Tag icon={IconDeviceTablet} tone="outline">
          <Trans>This tablet only</Trans>
        </Tag>
      }
    >
      <h1 className={styles.title}>
        <Trans>Know your regulars, with or without a network</Trans>
      </h1>
      <p className={styles.lead}>
        <Trans>
          Customers and everything they bought stay on this tablet. Choose how to begin. You can change your
          mind later and keep what you entered.
        </Trans>
      </p>
      <div className={styles.body}>
        {demo.state !== 'idle' ? (
          <DemoProgress demo={demo} />
        ) : way === null ? (
          <Ways onChoose={setWay} onDemo={() => void demo.open()} />
        ) : way === 'copy' ? (
          <CopyForm onBack={back} />
        ) : way === 'join' ? (
          <JoinForm code={code ?? ''} onBack={back} />
        ) : (
          <ShopForm onBack={back} withFiles={way === 'own data'} />
        )}
      </div>
    </WelcomeFrame>
  );
}
