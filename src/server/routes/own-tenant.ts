/** Clients of other systems send the tenant with each request; here it comes from the token, and any other is not found (rule A3). */
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../auth/caller.ts';
import { RequestRefused } from '../request-refused.ts';

const names = ['tenant_id', 'tenantId', 'business_id', 'businessId'];

export async function refuseOtherTenants(request: FastifyRequest): Promise<void> {
  const { tenantId } = callerOf(request);
  for (const part of [request.query, request.body]) {
    if (typeof part !== 'object' || part === null) continue;
    const given = new Map(Object.entries(part));
    if (names.some((name) => given.has(name) && given.get(name) !== tenantId)) {
      throw new RequestRefused('not_found');
    }
  }
}
