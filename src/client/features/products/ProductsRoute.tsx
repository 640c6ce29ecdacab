import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, Switch } from '@mantine/core';
import { IconPackage, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { newProductId, paths } from '../../app/paths.ts';
import type { ProductQuery } from '../../app/services.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { type ListWindow, windowAround } from '../../components/list-window.ts';
import { NothingFound } from '../../components/NothingFound.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { PageSearch } from '../../components/PageSearch.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import { ProductList } from './ProductList.tsx';
import styles from './ProductsRoute.module.css';
import { useCategories, useProductPage } from './queries.ts';

const firstWindow: ListWindow = windowAround(0);
const everything: ProductQuery = { text: '', categoryId: null, includeInactive: false };

/** What the shop sells. */
export function Component() {
  const { t } = useLingui();
  const [query, setQuery] = useState<ProductQuery>(everything);
  const [window, setWindow] = useState(firstWindow);
  const { data: page, error } = useProductPage(query, window);
  const { data: categories } = useCategories();
  const narrow = (changes: Partial<ProductQuery>) => {
    setQuery({ ...query, ...changes });
    setWindow(firstWindow);
  };
  const clear = () => narrow(everything);
  const unfiltered = query.text.trim() === '' && query.categoryId === null;

  const search = (size: 'filter' | 'control') => (
    <SearchField
      label={t`Search products`}
      onChange={(text) => narrow({ text })}
      placeholder={t`Name, SKU or barcode`}
      size={size}
      slashKey={size === 'filter'}
      value={query.text}
    />
  );
  return (
    <>
      <PageHeader back={paths.more.to()} title={t`Products`} />
      <PageSearch>{search('filter')}</PageSearch>
      <div className={styles.screen}>
        <div className={styles.head}>
          <div className={styles.phoneSearch}>{search('control')}</div>
          <h2 aria-live="polite" className={styles.count}>
            {page === undefined
              ? t`Products`
              : t`${plural(page.total, { one: '# product', other: '# products' })}`}
          </h2>
          {categories !== undefined && categories.length > 0 && (
            <NativeSelect
              aria-label={t`Category`}
              className={styles.category}
              data={[
                { value: '', label: t`All categories` },
                ...categories.map((category) => ({ value: category.id, label: category.name })),
              ]}
              onChange={(event) => narrow({ categoryId: event.currentTarget.value || null })}
              size="xs"
              value={query.categoryId ?? ''}
            />
          )}
          <Switch
            checked={query.includeInactive}
            className={styles.inactive}
            label={t`Show inactive`}
            onChange={(event) => narrow({ includeInactive: event.currentTarget.checked })}
          />
          <Button
            className={styles.add}
            component={Link}
            leftSection={<Icon icon={IconPlus} />}
            to={paths.product.to(newProductId)}
            variant="filled"
          >
            <Trans>Add product</Trans>
          </Button>
        </div>
        {error ? (
          <ErrorNotice title={<Trans>The products could not be read</Trans>}>
            <Trans>They are kept on this device. Close the app and open it again.</Trans>
          </ErrorNotice>
        ) : page === undefined ? (
          <SkeletonRows />
        ) : page.total > 0 ? (
          <ProductList onWindow={setWindow} page={page} query={query} />
        ) : unfiltered ? (
          <NoProducts />
        ) : (
          <NothingFound onClear={clear} title={<Trans>No product found</Trans>}>
            <Trans>Looked through names, SKUs and barcodes of the products on this device.</Trans>
          </NothingFound>
        )}
      </div>
    </>
  );
}

function NoProducts() {
  return (
    <EmptyState
      action={
        <Button component={Link} to={paths.import.to()}>
          <Trans>Import products</Trans>
        </Button>
      }
      icon={IconPackage}
      title={<Trans>No products yet</Trans>}
    >
      <Trans>Products come in from an import or are added one by one.</Trans>
    </EmptyState>
  );
}
