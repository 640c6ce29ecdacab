/** Where the next page of a purchase history begins, as an opaque text. */
import * as z from 'zod';
import { type TimelinePosition, timelinePositionSchema } from '../../domain/history/timeline.ts';
import { shortHash32 } from '../../domain/values/hash.ts';

/**
 * Writes a position into a text that holds good for one list only.
 *
 * @param list what the list is of: customer and filters
 */
export function cursorText(position: TimelinePosition, list: string): string {
  const content = `${position.occurredAt}.${position.id}`;
  return Buffer.from(`${content}.${checkValue(content, list)}`).toString('base64url');
}

/** The position in a cursor; undefined where it is none, was changed, or is of another list. */
export function cursorPosition(text: string, list: string): TimelinePosition | undefined {
  const content = Buffer.from(text, 'base64url').toString();
  const [occurredAt = '', id = ''] = content.split('.');
  const position = z.safeParse(timelinePositionSchema, { occurredAt: Number(occurredAt), id });
  return position.success && cursorText(position.data, list) === text ? position.data : undefined;
}

function checkValue(content: string, list: string): string {
  return shortHash32(`${content}\n${list}`).toString(36);
}
