import { Trans } from '@lingui/react/macro';
import type { Sale } from '../../../domain/model/sale.ts';
import { useSeenPlaces } from '../../app/seen-places.ts';
import type { CustomerView } from '../../app/services.ts';
import { useWaitingSales } from '../../app/shared-queries.ts';
import { SaleRow } from '../../components/SaleRow.tsx';
import styles from './Compare.module.css';
import { previewTimeline } from './merge-preview.ts';
import { useNewestSales } from './queries.ts';

const shownRows = 5;
const noSales: readonly Sale[] = [];

interface NewestTogetherProps {
  readonly keep: CustomerView;
  readonly join: CustomerView;
}

/** The newest rows of the history that both will have in common, each with whose it was. */
export function NewestTogether({ keep, join }: NewestTogetherProps) {
  const { data: kept = noSales } = useNewestSales(keep.customer.id);
  const { data: joining = noSales } = useNewestSales(join.customer.id);
  const { data: waiting } = useWaitingSales();
  const places = useSeenPlaces();
  const sales = previewTimeline(kept, joining, shownRows);
  const ofKeep = new Set(kept.map(({ id }) => id));
  return (
    <section className={styles.sales}>
      <h3 className={styles.salesTitle}>
        <Trans>Newest purchases together</Trans>
      </h3>
      {sales.length === 0 ? (
        <p className={styles.noSales}>
          {places === null ? (
            <Trans>Neither of them has bought anything yet.</Trans>
          ) : (
            <Trans>Neither of them has bought anything at {places} yet.</Trans>
          )}
        </p>
      ) : (
        <ul>
          {sales.map((sale) => (
            <li className={styles.sale} key={sale.id}>
              <SaleRow
                dayStyle="short"
                details={[(ofKeep.has(sale.id) ? keep : join).customer.name, ` · ${sale.number}`]}
                returnedLines={0}
                sale={sale}
                waiting={waiting?.has(sale.id) ?? false}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
