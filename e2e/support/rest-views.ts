/** What the journeys read of REST answers. */
import type { NewShop, ShopServer } from './shop-server.ts';

interface Purchase {
  readonly id: string;
  readonly number: string;
  readonly sale_type: string;
}

export interface Summary {
  readonly customer_id: string;
  readonly merged_into: string | null;
  readonly total_sales: number;
  readonly total_quantity: number;
  readonly gross_value: string;
  readonly return_count: number;
  readonly return_value: string;
  readonly lifetime_value: string;
  readonly average_order_value: string | null;
  readonly units_returned: number;
  readonly first_purchase_at: string | null;
  readonly last_purchase_at: string | null;
  readonly days_since_last_purchase: number | null;
  readonly average_days_between_orders: string | null;
}

/** The id of the customer with a number. */
export async function customerId(server: ShopServer, shop: NewShop, number: string): Promise<string> {
  const { customers } = await server.get<{ customers: readonly { id: string }[] }>(
    shop,
    `/customers?external_id=${number}`,
  );
  const [customer, another] = customers;
  if (!customer || another) throw new Error(`Customer ${number} is not there once.`);
  return customer.id;
}

export function summaryOf(server: ShopServer, shop: NewShop, id: string, asOf?: string): Promise<Summary> {
  return server.get(shop, `/customers/${id}/summary${asOf === undefined ? '' : `?as_of=${asOf}`}`);
}

/** All documents of a customer, newest first. */
export async function purchasesOf(server: ShopServer, shop: NewShop, id: string): Promise<Purchase[]> {
  const found: Purchase[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { sales: Purchase[]; next_cursor: string | null } = await server.get(
      shop,
      `/customers/${id}/purchases?limit=100${from}`,
    );
    found.push(...page.sales);
    cursor = page.next_cursor;
  }
  return found;
}
