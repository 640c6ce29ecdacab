import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconCloudCheck, IconTrash } from '@tabler/icons-react';
import { Card } from '../../components/Card.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import type { Farewell } from '../../platform/saved-farewell.ts';
import { paths } from '../paths.ts';
import { useServices } from '../services.ts';
import { WelcomeFrame } from '../shell/WelcomeFrame.tsx';
import styles from './DepartureScreen.module.css';

/** The last page of a shop on a device that was shut out of it: what happened, and what arrived. */
export function FarewellScreen({ farewell: { shopName, handedIn, at } }: { readonly farewell: Farewell }) {
  const { departure } = useServices();
  const { day, dayOf, time } = useFormatting();
  const on = day(dayOf(at), 'short');
  const clock = time(at);
  const beginAnew = () => {
    departure.forget();
    window.location.assign(paths.welcome.to());
  };
  return (
    <WelcomeFrame>
      <h1 className={styles.title}>
        <Trans>{shopName} is no longer on this tablet</Trans>
      </h1>
      <p className={styles.lead}>
        <Trans>Somebody who looks after the shop shut this tablet out.</Trans>
      </p>
      <div className={styles.body}>
        <Card>
          <ul className={styles.facts}>
            <li className={styles.fact}>
              <Icon icon={IconCloudCheck} />
              {handedIn === 0 ? (
                <Trans>The server had everything that was saved here already.</Trans>
              ) : (
                <span>
                  <Plural
                    one="# change that was not sent yet was handed in."
                    other="# changes that were not sent yet were handed in."
                    value={handedIn}
                  />{' '}
                  <Trans>
                    The shop’s server keeps what came in late under Needs attention, where a manager takes it
                    into the books.
                  </Trans>
                </span>
              )}
            </li>
            <li className={styles.fact}>
              <Icon icon={IconTrash} />
              <Trans>
                All customers, products and sales were removed from this tablet on {on} at {clock}. In the
                shop and on its other tablets they stay.
              </Trans>
            </li>
          </ul>
        </Card>
        <div className={styles.actions}>
          <Button onClick={beginAnew} variant="filled">
            <Trans>Set this tablet up again</Trans>
          </Button>
        </div>
      </div>
    </WelcomeFrame>
  );
}
