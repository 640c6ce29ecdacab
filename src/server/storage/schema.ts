/**
 * The tables, the same on both databases (rule D8): text, integers and JSON as text, nothing else. Every table but those of
 * the migrator begins with `tenant_id`, and so does every key and every statement (rule D2).
 */

/** 0 or 1. */
type Flag = number;
/** Milliseconds since 1970 in UTC. */
type Instant = number;

export interface Database {
  /** The counter of a tenant's feed: the row that every write takes first (rule P2). */
  tenant: { tenant_id: string; v: number; epoch: string };
  /** All rows that are synced one by one, of any kind. A removed row keeps its place without a body. */
  entity: {
    tenant_id: string;
    kind: string;
    id: string;
    v: number;
    removed: Flag;
    parent_id: string | null;
    reference_id: string | null;
    body: string | null;
  };
  /** Documents, written once. The columns repeat what questions in SQL need; the body is the truth. */
  sale: {
    tenant_id: string;
    id: string;
    v: number;
    /** Original customer id as sold; `guest` where there is none. */
    customer_id: string;
    occurred_at: Instant;
    business_date: string;
    type: string;
    channel: string;
    location_id: string;
    currency: string;
    number: string;
    external_id: string | null;
    parent_id: string | null;
    import_id: string | null;
    total_minor: number;
    gross_minor: number;
    return_minor: number;
    units_sold_milli: number;
    units_returned_milli: number;
    tax_minor: number;
    body: string;
  };
  sale_line: {
    tenant_id: string;
    sale_id: string;
    n: number;
    product_id: string | null;
    category_id: string | null;
    sku: string;
    quantity_milli: number;
    total_minor: number;
    tax_minor: number;
    cost_minor: number | null;
  };
  /** Derived: the figures of each original customer id, and of `guest`. `v` is the position that the row includes. */
  customer_metrics: {
    tenant_id: string;
    customer_id: string;
    v: number;
    last_purchase_at: Instant | null;
    body: string;
  };
  /** Derived: the net value of each original customer id per currency, for lists sorted by it. */
  customer_value: { tenant_id: string; customer_id: string; currency: string; net_minor: number };
  /** Derived: what lists of customers are found, filtered and sorted by. `root_id` is the root of the merged group. */
  customer_index: {
    tenant_id: string;
    customer_id: string;
    root_id: string;
    sort_key: string;
    search_text: string;
    type: string;
    status: string;
    /** Folded, each between line breaks. */
    tags: string;
    created_at: Instant;
  };
  /** How far the log of each device has been read. */
  device_log: {
    tenant_id: string;
    device_id: string;
    incarnation: string;
    last_seq: number;
    last_chain_hash: string;
  };
  /** What became of each entry; kept for ever, without its arguments (rule P3). */
  mutation_outcome: {
    tenant_id: string;
    device_id: string;
    incarnation: string;
    seq: number;
    mutation_id: string;
    hash: string;
    outcome: string;
    code: string | null;
    v: number;
  };
  /** Entries that failed without a verdict, counted before each new try (rule P5). */
  push_attempt: {
    tenant_id: string;
    device_id: string;
    incarnation: string;
    seq: number;
    tries: number;
    first_at: Instant;
  };
  /** Entries that could not be read, as they came but for card numbers (rule A5). */
  quarantine: {
    tenant_id: string;
    device_id: string;
    incarnation: string;
    seq: number;
    mutation_id: string;
    code: string;
    received_at: Instant;
    payload: string;
  };
  session: {
    tenant_id: string;
    token_hash: string;
    device_id: string;
    created_at: Instant;
    revoked_at: Instant | null;
    /** The session that this one takes the place of; it ends when this one is first used. */
    previous_hash: string | null;
    /** What the device has to sign to get the next session. */
    challenge: string | null;
    /** Who signed in with a password, and until when that holds. */
    verified_staff_id: string | null;
    verified_until: Instant | null;
  };
  /** The public key of each device, by which its sessions are renewed. */
  device_key: { tenant_id: string; device_id: string; public_key: string; created_at: Instant };
  /** When each device was last heard of, to the minute. */
  device_contact: { tenant_id: string; device_id: string; last_seen_at: Instant };
  api_key: {
    tenant_id: string;
    token_hash: string;
    key_id: string;
    scopes: string;
    created_at: Instant;
    revoked_at: Instant | null;
  };
  enrol_code: {
    tenant_id: string;
    code_hash: string;
    location_id: string;
    created_at: Instant;
    expires_at: Instant;
    used_at: Instant | null;
    /** The shop or device that used it. */
    used_by: string | null;
  };
  /** What opens the shop's queue files (rule A6). */
  queue_key: { tenant_id: string; private_key: string };
  staff_login: { tenant_id: string; email: string; staff_id: string; password_hash: string };
  /** The times that this database went back to an earlier state (rule X1); `recovered_at` 0 while devices bring back what it lost. */
  restoration: {
    tenant_id: string;
    /** The epoch that began with it. */
    epoch: string;
    ended_epoch: string;
    /** The position it went back to. */
    restored_v: number;
    restored_at: Instant;
    recovered_at: Instant;
  };
  /** The devices that have offered everything they had. */
  rescue_report: { tenant_id: string; epoch: string; device_id: string; reported_at: Instant };
  /** Rows that devices brought back: the position at which they were once fed, and the one they have now. */
  rescued_row: { tenant_id: string; kind: string; id: string; fed_v: number; v: number };
}
