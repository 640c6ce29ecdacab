import { expect, it } from 'vitest';
import { readRates } from './read-rates.ts';

const header = ['currency', 'effective_from', 'gbp_per_unit'];

it('[I2] reads rates as exact texts; the same line gives the same row anywhere', () => {
  const read = readRates([header, ['EUR', '2010-12-01', '0.85'], [''], ['EUR', '2011-03-01', '0.87']], 'GBP');
  expect(read).toMatchObject({
    ok: true,
    rates: [
      { currency: 'EUR', validFrom: '2010-12-01', rate: '0.85' },
      { currency: 'EUR', validFrom: '2011-03-01', rate: '0.87' },
    ],
  });
  expect(readRates([header, ['EUR', '2010-12-01', '0.85']], 'GBP')).toEqual({
    ok: true,
    rates: read.ok ? read.rates.slice(0, 1) : [],
  });
});

it('[I2] names the line that gives a currency a second rate for the same day', () => {
  const rows = [
    header,
    ['EUR', '2010-12-01', '0.85'],
    ['USD', '2010-12-01', '0.6'],
    ['EUR', '2010-12-01', '0.86'],
  ];
  expect(readRates(rows, 'GBP')).toEqual({ ok: false, line: 4 });
});

it('[I2] names the line that is no rate', () => {
  expect(readRates([header], 'KES')).toEqual({ ok: false, line: 1 });
  for (const row of [
    ['ABC', '2010-12-01', '1'],
    ['EUR', '2010-02-30', '1'],
    ['EUR', '2010-12-01', '0,85'],
    ['EUR', '2010-12-01', '0.0'],
  ]) {
    expect(readRates([header, row], 'GBP')).toEqual({ ok: false, line: 2 });
  }
});
