import { expect, it } from 'vitest';
import { type ChosenFile, type Inspection, planOf } from './import-plan.ts';

const read: Inspection = { format: null, columns: ['Date', 'Total'], sample: [['1', '2']], refusal: null };

function chosen(inspection: Partial<Inspection> | null, name = 'a.csv'): ChosenFile {
  return { file: new File([''], name), inspection: inspection && { ...read, ...inspection } };
}

it('waits until every file has been looked at', () => {
  expect(planOf([])).toEqual({ kind: 'nothing' });
  expect(planOf([chosen({}), chosen(null)])).toEqual({ kind: 'reading' });
});

it('names the file that cannot be read', () => {
  const refusal = { code: 'file_not_csv' } as const;
  expect(planOf([chosen({}), chosen({ refusal }, 'b.xlsx')])).toEqual({
    kind: 'refused',
    fileName: 'b.xlsx',
    refusal,
  });
});

it('takes the files of one known system together', () => {
  const format = 'complete-journey';
  expect(planOf([chosen({ format }), chosen({ format, columns: ['other'] })])).toEqual({
    kind: 'known',
    format,
  });
});

it('asks for the columns of a table that is not known', () => {
  expect(planOf([chosen({}), chosen({})])).toEqual({
    kind: 'columns',
    columns: read.columns,
    sample: read.sample,
  });
});

it('does not mix systems, nor tables with different columns', () => {
  expect(planOf([chosen({ format: 'cdnow' }), chosen({})])).toEqual({ kind: 'mixed' });
  expect(planOf([chosen({}), chosen({ columns: ['Name'] })])).toEqual({ kind: 'mixed' });
});
