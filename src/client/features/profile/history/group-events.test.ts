import { expect, it } from 'vitest';
import type { RecordChange } from '../../../../domain/history/record-history.ts';
import { groupEvents } from './group-events.ts';

const change = (fields: Partial<RecordChange>): RecordChange => ({
  kind: 'changed',
  id: 'one',
  at: 2,
  by: 'ann',
  deviceId: 'till',
  field: 'name',
  before: null,
  after: 'A',
  overruled: false,
  ...fields,
});

it('[REQ-C1] what one save has changed stands together; another time, person or device stands apart', () => {
  const phone = change({ field: 'phones' });
  const name = change({});
  const others = [change({ deviceId: 'office' }), change({ by: 'ben' }), change({ at: 1 })];
  expect(groupEvents([phone, name, ...others])).toEqual([[phone, name], ...others.map((one) => [one])]);
  expect(groupEvents([])).toEqual([]);
});
