/** The step of the address where a product is added that has no id yet. */
export const newProductId = 'new';

const joinMark = 'join=';

/** The code that a link to join a shop bears behind its #; null where it bears none. */
export function codeOfLink(hash: string): string | null {
  return hash.startsWith(`#${joinMark}`) ? decodeURIComponent(hash.slice(joinMark.length + 1)) : null;
}

/** Every address of the app: the pattern for the router and the way to build a link. No screen writes a path by hand. */
export const paths = {
  home: { pattern: '/', to: () => '/' },
  welcome: { pattern: '/welcome', to: () => '/welcome' },
  /** The first visit with the code of a shop typed in; it stands where no server is told of it. */
  join: { pattern: '/welcome', to: (code: string) => `/welcome#${joinMark}${encodeURIComponent(code)}` },
  sell: { pattern: '/sell', to: () => '/sell' },
  pay: { pattern: '/sell/pay', to: () => '/sell/pay' },
  customers: { pattern: '/customers', to: () => '/customers' },
  customer: {
    pattern: '/customers/:customerId',
    to: (customerId: string) => `/customers/${encodeURIComponent(customerId)}`,
  },
  customerReceipt: {
    pattern: '/customers/:customerId/receipts/:receipt',
    /** `receipt`: see `receiptStep`. */
    to: (customerId: string, receipt: string) =>
      `/customers/${encodeURIComponent(customerId)}/receipts/${encodeURIComponent(receipt)}`,
  },
  customerHistory: {
    pattern: '/customers/:customerId/history',
    to: (customerId: string) => `/customers/${encodeURIComponent(customerId)}/history`,
  },
  customerHeld: {
    pattern: '/customers/:customerId/held',
    to: (customerId: string) => `/customers/${encodeURIComponent(customerId)}/held`,
  },
  duplicates: { pattern: '/customers/duplicates', to: () => '/customers/duplicates' },
  addCustomer: { pattern: '/customers/new', to: () => '/customers/new' },
  editCustomer: {
    pattern: '/customers/:customerId/edit',
    to: (customerId: string) => `/customers/${encodeURIComponent(customerId)}/edit`,
  },
  merge: {
    pattern: '/customers/:customerId/merge',
    to: (customerId: string) => `/customers/${encodeURIComponent(customerId)}/merge`,
  },
  receipts: { pattern: '/receipts', to: () => '/receipts' },
  receipt: {
    pattern: '/receipts/:receipt',
    to: (receipt: string) => `/receipts/${encodeURIComponent(receipt)}`,
  },
  returnItems: {
    pattern: '/returns/:receipt',
    to: (receipt: string) => `/returns/${encodeURIComponent(receipt)}`,
  },
  more: { pattern: '/more', to: () => '/more' },
  import: { pattern: '/import', to: () => '/import' },
  products: { pattern: '/products', to: () => '/products' },
  product: {
    pattern: '/products/:productId',
    to: (productId: string) => `/products/${encodeURIComponent(productId)}`,
  },
  settings: { pattern: '/settings', to: () => '/settings' },
  staff: { pattern: '/staff', to: () => '/staff' },
  /** All of it, or what is about one customer. */
  audit: {
    pattern: '/audit',
    to: (customerId?: string) =>
      customerId === undefined ? '/audit' : `/audit?${new URLSearchParams({ customer: customerId })}`,
  },
  sync: { pattern: '/sync', to: () => '/sync' },
} as const;
