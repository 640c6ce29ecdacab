import { type RouteObject, redirect } from 'react-router';
import { SkeletonRows } from '../components/SkeletonRows.tsx';
import type { ShopSession } from '../shop/shop-session.ts';
import { LockGate } from './lock/LockGate.tsx';
import { NoSuchPage } from './NoSuchPage.tsx';
import { paths } from './paths.ts';
import { ReceiptPrinting } from './ReceiptPrinting.tsx';
import { RouteError } from './RouteError.tsx';
import { ShopGate } from './ShopGate.tsx';
import type { ScreenHandle } from './shell/route-handle.ts';
import { Shell, type ShellParts } from './shell/Shell.tsx';

export interface RouteOptions {
  readonly shellParts: ShellParts;
  readonly session: Pick<ShopSession, 'get' | 'subscribe'>;
  /** Whether this device holds a shop; without one, every screen leads to the first visit. */
  readonly hasShop: () => Promise<boolean>;
}

type LazyRoute = NonNullable<RouteObject['lazy']>;

/** A screen in a file of its own. While the file is read, rows stand in; when the screen fails, only the screen does. */
function screen(path: string, lazy: LazyRoute, rest: RouteObject = {}): RouteObject {
  return { path, lazy, errorElement: <RouteError />, hydrateFallbackElement: <SkeletonRows />, ...rest };
}

const ownSearch: ScreenHandle = { ownSearch: true };

/**
 * Which screen stands at which address. Screens of different subjects meet here and nowhere else: a profile inside the
 * list of customers, a receipt over a profile.
 */
export function createRoutes({ shellParts, session, hasShop }: RouteOptions): RouteObject[] {
  const requireShop = async () => ((await hasShop()) ? null : redirect(paths.welcome.to()));
  return [
    screen(paths.welcome.pattern, () => import('../features/welcome/WelcomeRoute.tsx')),
    {
      element: (
        <ShopGate session={session}>
          <LockGate>
            <Shell parts={shellParts} />
            <ReceiptPrinting />
          </LockGate>
        </ShopGate>
      ),
      errorElement: <RouteError />,
      hydrateFallbackElement: <></>,
      loader: requireShop,
      shouldRevalidate: () => false,
      children: [
        { index: true, loader: () => redirect(paths.sell.to()) },
        screen(paths.sell.pattern, () => import('../features/sell/SellRoute.tsx'), {
          handle: ownSearch,
          children: [screen(paths.pay.pattern, () => import('../features/sell/PayRoute.tsx'))],
        }),
        screen(paths.duplicates.pattern, () => import('../features/merge/DuplicatesRoute.tsx')),
        screen(paths.merge.pattern, () => import('../features/merge/MergeRoute.tsx')),
        screen(paths.customerHeld.pattern, () => import('../features/profile/held/HeldRoute.tsx')),
        screen(paths.customers.pattern, () => import('../features/customers/CustomersRoute.tsx'), {
          children: [
            screen(paths.addCustomer.pattern, () => import('../features/customers/AddCustomerRoute.tsx')),
            screen(paths.customer.pattern, () => import('../features/profile/ProfileRoute.tsx'), {
              children: [
                screen(
                  paths.editCustomer.pattern,
                  () => import('../features/customers/EditCustomerRoute.tsx'),
                ),
                screen(
                  paths.customerHistory.pattern,
                  () => import('../features/profile/history/HistoryRoute.tsx'),
                ),
                screen(paths.customerReceipt.pattern, () => import('../features/receipts/ReceiptRoute.tsx')),
              ],
            }),
          ],
        }),
        screen(paths.receipts.pattern, () => import('../features/receipts/ReceiptsRoute.tsx'), {
          children: [screen(paths.receipt.pattern, () => import('../features/receipts/ReceiptRoute.tsx'))],
        }),
        screen(paths.returnItems.pattern, () => import('../features/returns/ReturnRoute.tsx')),
        screen(paths.more.pattern, () => import('./MoreRoute.tsx')),
        screen(paths.import.pattern, () => import('../features/import/ImportRoute.tsx')),
        screen(paths.products.pattern, () => import('../features/products/ProductsRoute.tsx')),
        screen(paths.product.pattern, () => import('../features/products/ProductRoute.tsx')),
        screen(paths.settings.pattern, () => import('../features/settings/SettingsRoute.tsx')),
        screen(paths.staff.pattern, () => import('../features/staff/StaffRoute.tsx')),
        screen(paths.audit.pattern, () => import('../features/audit/AuditRoute.tsx')),
        screen(paths.sync.pattern, () => import('../features/sync/SyncRoute.tsx')),
        { path: '*', element: <NoSuchPage /> },
      ],
    },
  ];
}
