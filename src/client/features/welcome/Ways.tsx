import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import {
  IconBuildingStore,
  IconCheck,
  IconCoffee,
  IconFileImport,
  IconLockOpen,
  IconPlugConnected,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Card } from '../../components/Card.tsx';
import { Icon, type TablerIcon } from '../../components/Icon.tsx';
import styles from './Ways.module.css';
import type { AskingWay } from './WelcomeRoute.tsx';

interface WaysProps {
  readonly onChoose: (way: AskingWay) => void;
  readonly onDemo: () => void;
}

export function Ways({ onChoose, onDemo }: WaysProps) {
  return (
    <>
      <div className={styles.ways}>
        <Way
          button={
            <Button onClick={onDemo} variant="filled">
              <Trans>Open the demo shop</Trans>
            </Button>
          }
          icon={IconCoffee}
          name={<Trans>Look around</Trans>}
          points={[
            <Trans key="screens">All screens, all figures</Trans>,
            <Trans key="try">Sell, return, merge as you like</Trans>,
            <Trans key="leave">Removed again in the settings</Trans>,
          ]}
          remark={<Trans>No account needed</Trans>}
          suggested
          text={<Trans>A made-up shop with its customers and a year of sales.</Trans>}
        />
        <Way
          button={
            <Button onClick={() => onChoose('own data')}>
              <Trans>Bring your data</Trans>
            </Button>
          }
          icon={IconFileImport}
          name={<Trans>Bring your own data</Trans>}
          points={[
            <Trans key="columns">Columns are matched for you</Trans>,
            <Trans key="trial">Trial run shows every problem first</Trans>,
            <Trans key="again">The same file twice adds nothing</Trans>,
          ]}
          remark={<Trans>Stays on this tablet</Trans>}
          text={
            <Trans>Customers, products and sales from CSV files, for example from your present till.</Trans>
          }
        />
        <Way
          button={
            <Button onClick={() => onChoose('join')}>
              <Trans>Enter the code</Trans>
            </Button>
          }
          icon={IconPlugConnected}
          name={<Trans>Join your shop</Trans>}
          points={[
            <Trans key="code">One code for each tablet</Trans>,
            <Trans key="sell">Sell while the history still loads</Trans>,
            <Trans key="offline">Works offline from then on</Trans>,
          ]}
          remark={<Trans>Needs the network once</Trans>}
          text={
            <Trans>
              Connect this tablet to the shop’s server, so that all tablets share one customer file.
            </Trans>
          }
        />
      </div>
      <div className={styles.others}>
        <Button
          leftSection={<Icon icon={IconBuildingStore} />}
          onClick={() => onChoose('empty')}
          variant="subtle"
        >
          <Trans>Start an empty shop</Trans>
        </Button>
        <Button leftSection={<Icon icon={IconLockOpen} />} onClick={() => onChoose('copy')} variant="subtle">
          <Trans>Open a saved copy of a shop</Trans>
        </Button>
      </div>
    </>
  );
}

interface WayProps {
  readonly icon: TablerIcon;
  readonly name: ReactNode;
  readonly text: ReactNode;
  readonly points: readonly ReactNode[];
  readonly button: ReactNode;
  readonly remark: ReactNode;
  readonly suggested?: boolean;
}

function Way({ icon, name, text, points, button, remark, suggested = false }: WayProps) {
  return (
    <Card className={`${styles.way} ${suggested ? styles.suggested : ''}`}>
      <Icon className={styles.icon} icon={icon} size={24} />
      <h2 className={styles.name}>{name}</h2>
      <p className={styles.text}>{text}</p>
      <ul className={styles.points}>
        {points.map((point, index) => (
          <li className={styles.point} key={String(index)}>
            <Icon icon={IconCheck} size={16} />
            {point}
          </li>
        ))}
      </ul>
      {button}
      <p className={styles.remark}>{remark}</p>
    </Card>
  );
}
