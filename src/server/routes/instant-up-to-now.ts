/** When something happened that a request tells of afterwards. */
import type { Setting } from '../../domain/model/shop.ts';
import { RequestRefused } from '../request-refused.ts';
import { orderMoment } from './order-time.ts';

/**
 * The instant of a text for which `isInstantText` is true; now where there is none. Throws `RequestRefused` for one to come.
 *
 * @param field the field of the request that holds it
 */
export function instantUpToNow(
  field: string,
  text: string | undefined,
  setting: Pick<Setting, 'timeZone' | 'cutOffHour'>,
  now: number,
): number {
  const at = orderMoment(text, setting, now)?.occurredAt;
  if (at === undefined || at > now) throw new RequestRefused([{ code: 'date_out_of_range', path: [field] }]);
  return at;
}
