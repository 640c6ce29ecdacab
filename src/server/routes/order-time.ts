/** When an order of another system was made. */
import { type Moment, momentOf, readTime } from '../../domain/importing/wall-time.ts';
import type { Setting } from '../../domain/model/shop.ts';
import { businessDateOf, zoneOffsetMinutes } from '../../domain/values/calendar.ts';

const hasOffset = /(?:z|[+-]\d{2}:?\d{2})$/i;

/** Whether a text is a date, with or without a time of day and an offset from UTC. */
export function isInstantText(text: string): boolean {
  const written = readTime(text, 'iso');
  return written !== undefined && momentOf(written, 'UTC', 0) !== undefined;
}

/**
 * The moment of an order in the shop; undefined where it is out of range. A text without an offset is a time on the shop's clock.
 *
 * @param text one for which `isInstantText` is true; undefined for `now`
 * @example orderMoment('2026-07-01T09:00:00Z', setting, now).utcOffsetMinutes // 60 in London
 */
export function orderMoment(
  text: string | undefined,
  { timeZone, cutOffHour }: Pick<Setting, 'timeZone' | 'cutOffHour'>,
  now: number,
): Moment | undefined {
  const occurredAt = text === undefined ? now : Date.parse(text);
  if (text === undefined || (hasOffset.test(text) && !Number.isNaN(occurredAt))) {
    const utcOffsetMinutes = zoneOffsetMinutes(timeZone, occurredAt);
    return {
      occurredAt,
      utcOffsetMinutes,
      businessDate: businessDateOf(occurredAt, utcOffsetMinutes, cutOffHour),
    };
  }
  const written = readTime(text, 'iso');
  return written && momentOf(written, timeZone, cutOffHour);
}
