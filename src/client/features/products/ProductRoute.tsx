import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPackage } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { useFix } from '../../app/fix.ts';
import { newProductId, paths } from '../../app/paths.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import { ProductEditor } from './ProductEditor.tsx';
import { useProduct } from './queries.ts';

/** One product, to be added or edited. */
export function Component() {
  const { t } = useLingui();
  const { productId = newProductId } = useParams();
  const isNew = productId === newProductId;
  return (
    <>
      <PageHeader
        back={paths.products.to()}
        title={isNew ? t`New` : t`Product`}
        wideTitle={isNew ? t`Add product` : t`Product`}
      />
      {isNew ? <NewProduct /> : <KnownProduct productId={productId} />}
    </>
  );
}

function NewProduct() {
  const fix = useFix('createProduct');
  return fix === undefined ? <SkeletonRows /> : <ProductEditor fix={fix} product={null} />;
}

function KnownProduct({ productId }: { readonly productId: string }) {
  const { data: product, isPending } = useProduct(productId);
  const fix = useFix('editProduct');
  if (isPending || fix === undefined) return <SkeletonRows />;
  if (product) return <ProductEditor fix={fix} key={product.id} product={product} />;
  return (
    <EmptyState
      action={
        <Button component={Link} to={paths.products.to()}>
          <Trans>All products</Trans>
        </Button>
      }
      icon={IconPackage}
      title={<Trans>This product is not on this device</Trans>}
    >
      <Trans>The link may belong to another shop, or the product has not been loaded yet.</Trans>
    </EmptyState>
  );
}
