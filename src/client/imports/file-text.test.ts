import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { CsvRows } from '../../domain/importing/csv-rows.ts';
import { fileText } from './file-text.ts';

async function read(...parts: BlobPart[]) {
  const pieces: string[] = [];
  let bytes = 0;
  const text = fileText(new Blob(parts), (count) => {
    bytes = count;
  });
  for (;;) {
    const step = await text.next();
    if (step.done) return { text: pieces.join(''), refusal: step.value, bytes };
    pieces.push(step.value);
  }
}

describe('text of a file', () => {
  it('reads UTF-8 as it is, and what is gzipped too', async () => {
    const text = 'name\nZoë ☕\n'.repeat(50_000);
    expect(await read(text)).toMatchObject({ text, refusal: null });
    const packed = new Uint8Array(gzipSync(text));
    expect(await read(packed)).toEqual({ text, refusal: null, bytes: packed.length });
  });

  it.each([
    ['Latin-1', [new Uint8Array([0x5a, 0x6f, 0xeb, 0x0a])]],
    ['UTF-16', [new Uint8Array([0xff, 0xfe, 0x5a, 0x00])]],
    ['Latin-1 far behind', ['a,b\n'.repeat(100_000), new Uint8Array([0xeb])]],
    ['a character cut in half', [new Uint8Array([0x5a, 0xc3])]],
  ] as const)('refuses another encoding: %s', async (_, parts) => {
    expect((await read(...parts)).refusal).toEqual({ code: 'file_wrong_encoding' });
  });

  it.each([
    ['a spreadsheet', [new Uint8Array([0x50, 0x4b, 3, 4, 20])]],
    ['an old spreadsheet', [new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1])]],
    ['bytes', [new Uint8Array([1, 2, 3, 0, 0])]],
    ['a PDF', ['%PDF-1.7']],
    ['a gzip cut off', [new Uint8Array(gzipSync('a,b\n'.repeat(9999)).subarray(0, 40))]],
  ] as const)('refuses what is not text: %s', async (_, parts) => {
    expect((await read(...parts)).refusal).toEqual({ code: 'file_not_csv' });
  });

  it('is empty for an empty file', async () => {
    expect(await read()).toEqual({ text: '', refusal: null, bytes: 0 });
  });
});

function rowsOf(text: string, pieceLength: number): string[][] {
  const rows = new CsvRows();
  const all: string[][] = [];
  for (let start = 0; start < text.length; start += pieceLength) {
    all.push(...rows.take(text.slice(start, start + pieceLength)));
  }
  return [...all, ...rows.finish()];
}

describe('rows of a CSV file', () => {
  it('are the same wherever the text is cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\n', '1'), maxLength: 6 });
    const table = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.nat(12)).chain(([width, height]) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
        minLength: height,
        maxLength: height,
      }),
    );
    const header = ['name', 'other', 'third', 'fourth'];
    fc.assert(
      fc.property(
        table,
        fc.integer({ min: 7, max: 400 }),
        fc.constantFrom('\n', '\r\n'),
        (cells, piece, newline) => {
          const rows = [header.slice(0, cells[0]?.length ?? 2), ...cells];
          const text = Papa.unparse(rows, { quotes: true, newline }) + newline;
          // Long enough that the form is told before the end, and rows are cut at every place.
          const long = text.repeat(Math.ceil(5000 / text.length));
          const copies = Array.from({ length: long.length / text.length }, () => rows).flat();
          expect(rowsOf(long, piece).filter((row) => row.join('') !== '')).toEqual(
            copies.filter((row) => row.join('') !== ''),
          );
        },
      ),
    );
  });

  it('finds out how fields are parted', () => {
    expect(rowsOf('a;b\n1;2\n', 100).slice(0, 2)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('a quotation mark that is never closed costs its own line only', () => {
    expect(rowsOf('a,b\n1,2\n3,"oops\n4,5\n6,7', 1000)).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3,"oops'],
      ['4', '5'],
      ['6', '7'],
    ]);
    const long = `a,b\n3,"oops\n${'4,5\n'.repeat(100_000)}`;
    const rows = rowsOf(long, 50_000);
    expect(rows.length).toBeGreaterThanOrEqual(100_002);
    expect(rows.slice(1, 3)).toEqual([['3,"oops'], ['4', '5']]);
  });
});
