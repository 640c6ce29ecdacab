import { type ExpressionBuilder, type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { digitsOf, fold } from '../../domain/values/text.ts';
import { erasedStatus, tagText } from './rows.ts';
import type { Database } from './schema.ts';
import type { CustomerQuery, CustomerSort } from './storage.ts';

/** A run of digits shorter than this is looked for as a word only, not inside phone numbers written with blanks. */
const shortestPhonePart = 3;

/**
 * The ids of one page of a list of customers and how many match; a merged customer is found under its root.
 *
 * @param corrected by root: what takes the place of the stored figure in an order by figures; null = there is none
 */
export async function customerList(
  db: Kysely<Database>,
  tenantId: string,
  currency: string,
  query: CustomerQuery,
  corrected: ReadonlyMap<string, number | null>,
): Promise<{ ids: string[]; total: number }> {
  let roots = db
    .selectFrom('customer_index')
    .where('customer_index.tenant_id', '=', tenantId)
    .where(sql.ref('customer_index.root_id'), '=', sql.ref('customer_index.customer_id'))
    .where('customer_index.status', '!=', erasedStatus);
  if (query.type) roots = roots.where('customer_index.type', '=', query.type);
  if (query.status) roots = roots.where('customer_index.status', '=', query.status);
  if (query.active !== undefined) {
    roots = roots.where('customer_index.status', query.active ? '!=' : '=', 'inactive');
  }
  if (query.externalId !== undefined) {
    const externalId = query.externalId;
    roots = roots.where('customer_index.customer_id', 'in', (eb) => membersOf(eb, tenantId, externalId));
  }
  if (query.tag) roots = roots.where(contains('customer_index.tags', tagText(query.tag)));
  for (const word of searchWords(query.text ?? '')) {
    roots = roots.where('customer_index.customer_id', 'in', (eb) => membersWith(eb, tenantId, word));
  }
  const counted = await roots.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();

  const direction = query.descending ? 'desc' : 'asc';
  const rows = await sorted(roots, tenantId, currency, query.sort ?? 'name', direction, corrected)
    .orderBy('customer_index.customer_id')
    .offset(query.offset)
    .limit(query.limit)
    .execute();
  return { ids: rows.map((row) => row.customer_id), total: counted.total };
}

/** Each word in the forms in which it may stand in the search text. */
function searchWords(text: string): string[][] {
  const words = fold(text).split(' ').filter(Boolean);
  const digits = digitsOf(text);
  // A phone number typed with blanks or signs is one word of digits.
  if (digits.length >= shortestPhonePart && /^[\d\s()+\-./]+$/.test(text)) return [[digits, fold(text)]];
  return words.map((word) => [word]);
}

function contains(column: string, text: string): RawBuilder<boolean> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`${sql.ref(column)} like ${pattern} escape '\\'`;
}

/** Roots of the customers that bear an external id. */
function membersOf(eb: ExpressionBuilder<Database, 'customer_index'>, tenantId: string, externalId: string) {
  return eb
    .selectFrom('customer_index as member')
    .innerJoin('entity', (join) =>
      join.onRef('entity.tenant_id', '=', 'member.tenant_id').onRef('entity.id', '=', 'member.customer_id'),
    )
    .select('member.root_id')
    .where('member.tenant_id', '=', tenantId)
    .where('entity.kind', '=', 'customer')
    .where('entity.reference_id', '=', externalId)
    .where('entity.removed', '=', 0);
}

function membersWith(
  eb: ExpressionBuilder<Database, 'customer_index'>,
  tenantId: string,
  forms: readonly string[],
) {
  return eb
    .selectFrom('customer_index as member')
    .select('member.root_id')
    .where('member.tenant_id', '=', tenantId)
    .where((where) => where.or(forms.map((form) => contains('member.search_text', form))));
}

type Roots = SelectQueryBuilder<Database, 'customer_index', object>;

function sorted(
  roots: Roots,
  tenantId: string,
  currency: string,
  sort: CustomerSort,
  direction: 'asc' | 'desc',
  corrected: ReadonlyMap<string, number | null>,
) {
  const ids = roots.select('customer_index.customer_id');
  switch (sort) {
    case 'name':
      return ids.orderBy('customer_index.sort_key', direction);
    case 'created':
      return ids.orderBy('customer_index.created_at', direction);
    case 'last_purchase':
      return ids
        .leftJoin(
          (eb) =>
            eb
              .selectFrom('customer_index as member')
              .innerJoin('customer_metrics', (join) =>
                join
                  .onRef('customer_metrics.tenant_id', '=', 'member.tenant_id')
                  .onRef('customer_metrics.customer_id', '=', 'member.customer_id'),
              )
              .where('member.tenant_id', '=', tenantId)
              .groupBy('member.root_id')
              .select((sub) => [
                'member.root_id',
                sub.fn.max('customer_metrics.last_purchase_at').as('figure'),
              ])
              .as('figures'),
          (join) => join.onRef('figures.root_id', '=', 'customer_index.customer_id'),
        )
        .leftJoin(correction(corrected, neverBought), (join) =>
          join.onRef('correction.column1', '=', 'customer_index.customer_id'),
        )
        .orderBy(
          (eb) => eb.fn.coalesce('correction.column2', 'figures.figure', sql.lit(neverBought)),
          direction,
        );
    case 'value':
      return ids
        .leftJoin(
          (eb) =>
            eb
              .selectFrom('customer_index as member')
              .innerJoin('customer_value', (join) =>
                join
                  .onRef('customer_value.tenant_id', '=', 'member.tenant_id')
                  .onRef('customer_value.customer_id', '=', 'member.customer_id'),
              )
              .where('member.tenant_id', '=', tenantId)
              .where('customer_value.currency', '=', currency)
              .groupBy('member.root_id')
              .select((sub) => [
                'member.root_id',
                sub.fn.sum<number>('customer_value.net_minor').as('figure'),
              ])
              .as('figures'),
          (join) => join.onRef('figures.root_id', '=', 'customer_index.customer_id'),
        )
        .leftJoin(correction(corrected, 0), (join) =>
          join.onRef('correction.column1', '=', 'customer_index.customer_id'),
        )
        .orderBy((eb) => eb.fn.coalesce('correction.column2', 'figures.figure', sql.lit(0)), direction);
  }
}

/** Stands where there is no purchase: before all others. */
const neverBought = Number.MIN_SAFE_INTEGER;

/** Figures as a table of root and figure, as both databases name the columns of values; nobody's row is there since it may not be empty. */
function correction(corrected: ReadonlyMap<string, number | null>, none: number) {
  const rows = [...corrected, ['', none] as const];
  const values = rows.map(([rootId, figure]) => sql`(${rootId}, ${sql.lit(figure ?? none)})`);
  return sql<{ column1: string; column2: number }>`(values ${sql.join(values)})`.as('correction');
}
