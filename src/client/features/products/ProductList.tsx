import { Trans, useLingui } from '@lingui/react/macro';
import { useCallback } from 'react';
import { Link } from 'react-router';
import type { Product } from '../../../domain/model/catalogue.ts';
import { paths } from '../../app/paths.ts';
import type { ProductQuery } from '../../app/services.ts';
import { type ListWindow, rowAt, windowAround } from '../../components/list-window.ts';
import { Tag } from '../../components/Tag.tsx';
import { UnitPrice } from '../../components/UnitPrice.tsx';
import { VirtualList } from '../../components/VirtualList.tsx';
import styles from './ProductList.module.css';
import { useCategories } from './queries.ts';

interface ProductListProps {
  readonly page: { readonly total: number; readonly rows: readonly Product[]; readonly window: ListWindow };
  readonly query: ProductQuery;
  readonly onWindow: (window: ListWindow) => void;
}

export function ProductList({ page, query, onWindow }: ProductListProps) {
  const { t } = useLingui();
  const { data: categories } = useCategories();
  const names = new Map((categories ?? []).map((category) => [category.id, category.name]));
  const onFirstRow = useCallback((index: number) => onWindow(windowAround(index)), [onWindow]);
  return (
    <VirtualList
      count={page.total}
      label={t`Products`}
      onFirstRow={onFirstRow}
      renderRow={(index, tabIndex) => {
        const product = rowAt(page.window, page.rows, index);
        if (!product) return <div className={styles.row} />;
        const category = product.categoryId === null ? undefined : names.get(product.categoryId);
        return <ProductRow category={category} product={product} tabIndex={tabIndex} />;
      }}
      scrollName={JSON.stringify(['products', query])}
    />
  );
}

interface ProductRowProps {
  readonly product: Product;
  readonly category: string | undefined;
  readonly tabIndex: 0 | -1;
}

function ProductRow({ product, category, tabIndex }: ProductRowProps) {
  const facts = [product.sku, category].filter((fact) => fact !== undefined && fact !== '');
  return (
    <Link className={styles.row} tabIndex={tabIndex} to={paths.product.to(product.id)}>
      <span className={styles.words}>
        <span className={styles.name}>{product.name}</span>
        <span className={styles.facts}>{facts.join(' · ')}</span>
      </span>
      {!product.active && (
        <Tag>
          <Trans>No longer sold</Trans>
        </Tag>
      )}
      {product.unitPriceMilli === null ? (
        <span className={styles.facts}>
          <Trans>Price is asked</Trans>
        </span>
      ) : (
        <UnitPrice unitPriceMilli={product.unitPriceMilli} />
      )}
    </Link>
  );
}
