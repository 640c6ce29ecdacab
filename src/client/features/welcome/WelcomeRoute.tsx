import { Trans } from '@lingui/react/macro';
import { IconDeviceTablet } from '@tabler/icons-react';
import { useState } from 'react';
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
  const [way, setWay] = useState<AskingWay | null>(null);
  const demo = useOpenDemo();
  const back = () => setWay(null);
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
          <JoinForm onBack={back} />
        ) : (
          <ShopForm onBack={back} withFiles={way === 'own data'} />
        )}
      </div>
    </WelcomeFrame>
  );
}
