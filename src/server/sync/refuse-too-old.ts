import type { Sale } from '../../domain/model/sale.ts';
import type { DeviceScope } from '../../domain/sync/device-scope.ts';
import {
  accountPaymentsProtocol,
  type FeedRow,
  oldestPullingProtocol,
  scopesProtocol,
} from '../../domain/sync/protocol.ts';
import { RequestRefused } from '../request-refused.ts';

/** A build that would misread what it is shown is told to update; what it pushes is taken all the same (rule X5). */
export function refuseTooOld(protocol: number): void {
  if (protocol < oldestPullingProtocol) throw new RequestRefused('app_too_old');
}

/** A build that knows of no scope would keep what it may not see any more (rule F6). */
export function refuseUnscoped(protocol: number, { version }: DeviceScope): void {
  if (version > 0 && protocol < scopesProtocol) throw new RequestRefused('app_too_old');
}

/** A build that knows of no payments on account could not keep one. */
export function refuseUnknownDocuments(protocol: number, rows: readonly FeedRow[]): void {
  if (protocol >= accountPaymentsProtocol) return;
  if (rows.some(({ table, row }) => table === 'sale' && (row as Sale).type === 'account_payment'))
    throw new RequestRefused('app_too_old');
}
