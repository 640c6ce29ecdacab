import type { RecordEvent } from '../../../../domain/history/record-history.ts';

/** What was done at once, by one person in one place. */
export type EventGroup = readonly [RecordEvent, ...RecordEvent[]];

/**
 * Puts the fields that one save has changed together; events stand newest first.
 *
 * @example groupEvents([phoneAtTwo, nameAtTwo, nameAtOne])  // [[phoneAtTwo, nameAtTwo], [nameAtOne]]
 */
export function groupEvents(events: readonly RecordEvent[]): EventGroup[] {
  const groups: [RecordEvent, ...RecordEvent[]][] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last && isSameSave(last[0], event)) last.push(event);
    else groups.push([event]);
  }
  return groups;
}

function isSameSave(one: RecordEvent, other: RecordEvent): boolean {
  return (
    one.kind === 'changed' &&
    other.kind === 'changed' &&
    one.at === other.at &&
    one.by === other.by &&
    one.deviceId === other.deviceId
  );
}
