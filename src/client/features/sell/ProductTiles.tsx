import { Trans } from '@lingui/react/macro';
import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { Product } from '../../../domain/model/catalogue.ts';
import { type Cart, quantityInCart } from '../../../domain/selling/cart.ts';
import { UnitPrice } from '../../components/UnitPrice.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './ProductTiles.module.css';

interface ProductTilesProps {
  readonly products: readonly Product[];
  readonly cart: Cart;
  readonly onAdd: (product: Product) => void;
  /** Offers the tile for something without a code. */
  readonly onOpenPrice?: (() => void) | undefined;
}

export function ProductTiles({ products, cart, onAdd, onOpenPrice }: ProductTilesProps) {
  return (
    <ul className={styles.tiles}>
      {onOpenPrice && (
        <li>
          <UnstyledButton className={styles.tile} onClick={onOpenPrice}>
            <span className={styles.name}>
              <Trans>Open price</Trans>
            </span>
            <span className={styles.detail}>
              <Trans>Item without a code</Trans>
            </span>
          </UnstyledButton>
        </li>
      )}
      {products.map((product) => (
        <li key={product.id}>
          <ProductTile
            onAdd={() => onAdd(product)}
            product={product}
            quantityMilli={quantityInCart(cart, product.id)}
          />
        </li>
      ))}
    </ul>
  );
}

interface ProductTileProps {
  readonly product: Product;
  readonly quantityMilli: number;
  readonly onAdd: () => void;
}

function ProductTile({ product, quantityMilli, onAdd }: ProductTileProps) {
  const { quantity } = useFormatting();
  const count = quantity(quantityMilli);
  return (
    <UnstyledButton className={styles.tile} data-chosen={quantityMilli > 0 || undefined} onClick={onAdd}>
      <span className={styles.name} title={product.name}>
        {product.name}
      </span>
      {product.sku !== '' && <span className={styles.detail}>{product.sku}</span>}
      <span className={styles.price}>
        {product.unitPriceMilli === null ? (
          <span className={styles.detail}>
            <Trans>Price is asked</Trans>
          </span>
        ) : (
          <UnitPrice unitPriceMilli={product.unitPriceMilli} />
        )}
      </span>
      {quantityMilli > 0 && (
        <span className={styles.count}>
          {count}
          <VisuallyHidden>
            <Trans>in the cart</Trans>
          </VisuallyHidden>
        </span>
      )}
    </UnstyledButton>
  );
}
