/** The two shapes in which lists are paged: by page, or by offset where the request says so. */
import * as z from 'zod';

const largestPage = 100;
const usualPage = 20;

const wholeNumber = (from: number, to: number) => z.coerce.number().int().min(from).max(to).optional();

export const pagingFields = {
  page: wholeNumber(1, 1_000_000).describe(
    'From 1. Without `limit` and `offset` this is how lists are paged.',
  ),
  page_size: wholeNumber(1, largestPage).describe(`Default ${usualPage}.`),
  limit: wholeNumber(1, largestPage).describe(
    `Default ${usualPage}. With it or \`offset\` the list is paged by offset.`,
  ),
  offset: wholeNumber(0, 100_000_000),
};

export interface PagingQuery {
  readonly page?: number | undefined;
  readonly page_size?: number | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

export const pagingView = {
  total: z.int().describe('How many there are in all.'),
  page: z.int().optional(),
  page_size: z.int().optional(),
  total_pages: z.int().optional(),
  limit: z.int().optional(),
  offset: z.int().optional(),
};

/** The stretch of the list that a request asks for. */
export function stretchOf(query: PagingQuery): { offset: number; limit: number } {
  if (isByOffset(query)) return { offset: query.offset ?? 0, limit: query.limit ?? usualPage };
  const limit = query.page_size ?? usualPage;
  return { offset: ((query.page ?? 1) - 1) * limit, limit };
}

/**
 * The paging fields of an answer, in the shape that was asked for.
 *
 * @example pagingOf({ page: 2, page_size: 10 }, 25) // { total: 25, page: 2, page_size: 10, total_pages: 3 }
 */
export function pagingOf(query: PagingQuery, total: number) {
  const { offset, limit } = stretchOf(query);
  if (isByOffset(query)) return { total, limit, offset };
  return { total, page: query.page ?? 1, page_size: limit, total_pages: Math.ceil(total / limit) };
}

const isByOffset = ({ limit, offset }: PagingQuery): boolean => limit !== undefined || offset !== undefined;
