import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Tabs } from '@mantine/core';
import { IconPackage } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Product } from '../../../domain/model/catalogue.ts';
import type { Cart } from '../../../domain/selling/cart.ts';
import { paths } from '../../app/paths.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import { ProductTiles } from './ProductTiles.tsx';
import { tilesAtOnce, useProducts, useTopCategories } from './queries.ts';
import styles from './Shelf.module.css';

interface ShelfProps {
  readonly cart: Cart;
  readonly onAdd: (product: Product) => void;
  readonly onOpenPrice: () => void;
}

const all = 'all';

/** The goods of the shop by category. */
export function Shelf({ cart, onAdd, onOpenPrice }: ShelfProps) {
  const { t } = useLingui();
  const [tab, setTab] = useState<string>(all);
  const [limit, setLimit] = useState(tilesAtOnce);
  const { data: categories } = useTopCategories();
  const { data: products } = useProducts('', tab === all ? null : tab, limit);

  if (products === undefined) return <SkeletonRows />;
  if (products.total === 0 && tab === all) return <EmptyShelf onOpenPrice={onOpenPrice} />;
  return (
    <>
      {categories !== undefined && categories.length > 0 && (
        <Tabs
          className={styles.tabs}
          onChange={(next) => {
            setTab(next ?? all);
            setLimit(tilesAtOnce);
          }}
          value={tab}
        >
          <Tabs.List aria-label={t`Categories`} className={styles.tabList}>
            <Tabs.Tab value={all}>
              <Trans>All</Trans>
            </Tabs.Tab>
            {categories.map((category) => (
              <Tabs.Tab key={category.id} value={category.id}>
                {category.name}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      )}
      <ProductTiles cart={cart} onAdd={onAdd} onOpenPrice={onOpenPrice} products={products.rows} />
      {products.rows.length < products.total && (
        <div className={styles.more}>
          <Button onClick={() => setLimit(limit + tilesAtOnce)}>
            <Trans>Show more</Trans>
          </Button>
        </div>
      )}
    </>
  );
}

function EmptyShelf({ onOpenPrice }: { readonly onOpenPrice: () => void }) {
  return (
    <EmptyState
      action={
        <>
          <Button component={Link} to={paths.products.to()}>
            <Trans>Add products</Trans>
          </Button>
          <Button onClick={onOpenPrice}>
            <Trans>Sell without a code</Trans>
          </Button>
        </>
      }
      icon={IconPackage}
      title={<Trans>Nothing to sell yet</Trans>}
    >
      <Trans>Products stand here as soon as the shop has some.</Trans>
    </EmptyState>
  );
}
