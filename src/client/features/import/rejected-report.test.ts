import { expect, it } from 'vitest';
import { firstRowsOf } from './rejected-report.ts';

it('reads the first rows of a report, with commas and line breaks inside', () => {
  const report =
    'file,row,code,column,text\r\na.csv,7,date_out_of_range,Date,"31, 02\n2026"\r\na.csv,9,row_malformed,,\r\n';
  expect(firstRowsOf(report, 1)).toEqual([
    { file: 'a.csv', row: '7', code: 'date_out_of_range', column: 'Date', text: '31, 02\n2026' },
  ]);
  expect(firstRowsOf(report, 5)).toHaveLength(2);
});

it('is empty without a report', () => {
  expect(firstRowsOf('', 5)).toEqual([]);
});
