import { expect, it } from 'vitest';
import { inNamesOfTheApi } from './api-names.ts';

it('names the field of the request that a mutation was refused for', () => {
  const pathOf = (...path: (string | number)[]) => inNamesOfTheApi({ code: 'invalid_request', path }).path;
  expect(pathOf('fields', 'externalId')).toEqual(['external_id']);
  expect(pathOf('changes', 'phones', 0)).toEqual(['phones', 0]);
  expect(pathOf('winnerId')).toEqual(['winner_id']);
  expect(pathOf('fields', 'creditLimitMinor')).toEqual(['credit_limit']);
  expect(pathOf('sale', 'lines', 2, 'unitPriceMilli')).toEqual(['lines', 2, 'unit_price']);
  expect(pathOf('sale', 'tenders')).toEqual(['payments']);
  expect(inNamesOfTheApi({ code: 'not_merged' })).toEqual({ code: 'not_merged' });
});
