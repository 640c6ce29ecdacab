import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvTable } from './csv-table.ts';
import type { Cell, TableWriter } from './table.ts';
import { workbookRows } from './testing/open-workbook.ts';
import { xlsxTable } from './xlsx-table.ts';

const head = ['Name', '=HEAD()', 'Net value', 'Last purchase'];
const dangerous = [
  '=1+1',
  '+44 20 7946 0018',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '＝1',
  '－1',
];
const rows: Cell[][] = [
  [
    { text: 'Ann, "the" <Baker> & Sons' },
    { text: 'Łódź 日本 😀' },
    { number: '-12.50' },
    { day: '2011-12-09' },
  ],
  [{ text: 'Zoë\u0000\u0007' }, null, { number: '1313.100' }, null],
  ...dangerous.map((text): Cell[] => [{ text }, { text: "O'Brien" }, { number: '7' }, { day: '1900-03-01' }]),
];

async function bytesOf(writer: TableWriter, slices: readonly Cell[][][]): Promise<Uint8Array> {
  for (const slice of slices) writer.add(slice);
  return new Uint8Array(await new Blob(writer.end()).arrayBuffer());
}

describe('[REQ-C13] a table as CSV', () => {
  it('holds every cell in its place, numbers and days as they are', async () => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      await bytesOf(csvTable(head), [rows.slice(0, 1), [], rows.slice(1)]),
    );
    expect(text.startsWith('\ufeff')).toBe(true);
    const { data, errors } = Papa.parse<string[]>(text.slice(1), { skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(data[0]).toEqual(['Name', "'=HEAD()", 'Net value', 'Last purchase']);
    expect(data[1]).toEqual(['Ann, "the" <Baker> & Sons', 'Łódź 日本 😀', '-12.50', '2011-12-09']);
    expect(data[2]?.slice(1)).toEqual(['', '1313.100', '']);
    expect(data).toHaveLength(rows.length + 1);
  });

  it.each(dangerous)('makes %j harmless, whichever sign begins a formula', async (text) => {
    const file = new TextDecoder().decode(await bytesOf(csvTable(['Name']), [[[{ text }]]]));
    const { data } = Papa.parse<string[]>(file);
    expect(data[1]?.[0]).toBe(`'${text}`);
  });
});

describe('[REQ-C13] a table as a workbook', () => {
  it('is opened again with every text, number and day', async () => {
    const opened = workbookRows(
      await bytesOf(xlsxTable(head, 'Customers: [all]'), [rows.slice(0, 1), rows.slice(1)]),
    );
    expect(opened[0]?.map((cell) => cell.value)).toEqual(head);
    expect(opened[1]).toEqual([
      { kind: 'text', value: 'Ann, "the" <Baker> & Sons' },
      { kind: 'text', value: 'Łódź 日本 😀' },
      { kind: 'number', value: '-12.50' },
      { kind: 'number', value: '40886' },
    ]);
    expect(opened[2]?.map((cell) => cell.value)).toEqual(['Zoë', '', '1313.100', '']);
    expect(opened.slice(3).map((row) => row[0])).toEqual(dangerous.map((value) => ({ kind: 'text', value })));
    expect(opened.at(-1)?.[3]).toEqual({ kind: 'number', value: '61' });
  });

  it('holds no formula, and says of each text that it stays one', async () => {
    const files = unzipSync(await bytesOf(xlsxTable(head, 'Customers'), [rows]));
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).not.toContain('<f>');
    const styles = strFromU8(files['xl/styles.xml'] ?? new Uint8Array());
    const textStyle = /<c s="(\d)" t="inlineStr"><is><t xml:space="preserve">=1\+1/.exec(sheet)?.[1];
    const formats = [...(/<cellXfs[^>]*>(.*)<\/cellXfs>/s.exec(styles)?.[1] ?? '').matchAll(/<xf[^>]*\/>/g)];
    expect(formats[Number(textStyle)]?.[0]).toContain('quotePrefix="1"');
    expect(formats).toHaveLength(Number(/cellXfs count="(\d+)"/.exec(styles)?.[1]));
  });

  it('of thousands of rows is whole', async () => {
    const many = Array.from({ length: 5000 }, (_, index): Cell[] => [
      { text: `Customer ${index}` },
      { number: `${index}` },
    ]);
    const slices = Array.from({ length: 10 }, (_, index) => many.slice(index * 500, index * 500 + 500));
    const opened = workbookRows(await bytesOf(xlsxTable(['Name', 'Orders'], 'Customers'), slices));
    expect(opened).toHaveLength(5001);
    expect(opened.at(-1)?.map((cell) => cell.value)).toEqual(['Customer 4999', '4999']);
  });
});
