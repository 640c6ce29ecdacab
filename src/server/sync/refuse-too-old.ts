import { oldestPullingProtocol } from '../../domain/sync/protocol.ts';
import { RequestRefused } from '../request-refused.ts';

/** A build that would misread what it is shown is told to update; what it pushes is taken all the same (rule X5). */
export function refuseTooOld(protocol: number): void {
  if (protocol < oldestPullingProtocol) throw new RequestRefused('app_too_old');
}
