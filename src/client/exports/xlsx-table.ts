/**
 * A table as an Excel workbook of one sheet: a zip of a few fixed parts around the rows (ECMA-376). Packed piece by piece where it is
 * called, since what libraries do in workers of their own is forbidden to this app.
 */
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { daysBetween } from '../../domain/values/calendar.ts';
import type { Cell, TableWriter } from './table.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const contentTypes = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The styles of cells by their place in `cellXfs`: what is text stays text, also when it is edited (REQ-C13). */
const styleOf = { heading: 1, text: 2, day: 3 } as const;
/** The styles of numbers with none to four decimals, as currencies have them. */
const firstNumberStyle = 4;

const styles = `<styleSheet xmlns="${main}"><numFmts count="4"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="#,##0.0"/><numFmt numFmtId="166" formatCode="#,##0.000"/><numFmt numFmtId="167" formatCode="#,##0.0000"/></numFmts>
<fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="9"><xf/><xf numFmtId="49" fontId="1" quotePrefix="1" applyFont="1"/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/>${[3, 165, 4, 166, 167].map((format) => `<xf numFmtId="${format}" applyNumberFormat="1"/>`).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const partsAround: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentTypes}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${contentTypes}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${contentTypes}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${officeRelations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${officeRelations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${officeRelations}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': styles,
};

/** What XML cannot hold is left out; the rest is written so that it is read as text. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

function textCell(text: string, style: number): string {
  return `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** Days are numbers in a spreadsheet; this is that of 1970-01-01. */
const numberOf1970 = 25_569;

function cellXml(cell: Cell): string {
  if (cell === null) return '<c/>';
  if ('text' in cell) return textCell(cell.text, styleOf.text);
  if ('number' in cell) {
    const decimals = cell.number.split('.')[1]?.length ?? 0;
    return `<c s="${firstNumberStyle + decimals}"><v>${cell.number}</v></c>`;
  }
  return `<c s="${styleOf.day}"><v>${numberOf1970 + daysBetween('1970-01-01', cell.day)}</v></c>`;
}

const rowXml = (cells: readonly string[]): string => `<row>${cells.join('')}</row>`;

/** @param sheetName at most 31 characters are shown of it */
export function xlsxTable(head: readonly string[], sheetName: string): TableWriter {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(new Uint8Array(piece));
  });
  const addPart = (path: string, text: string) => {
    const part = new ZipDeflate(path);
    zip.add(part);
    part.push(strToU8(declaration + text), true);
  };
  for (const [path, text] of Object.entries(partsAround)) addPart(path, text);
  const shownName = escaped(sheetName.replace(/[\\/?*[\]:']/g, ' ').slice(0, 31));
  addPart(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${officeRelations}"><sheets><sheet name="${shownName}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml');
  zip.add(sheet);
  const write = (xml: string, isLast = false) => sheet.push(strToU8(xml), isLast);
  write(
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${head.length}" width="18" customWidth="1"/></cols><sheetData>`,
  );
  write(rowXml(head.map((text) => textCell(text, styleOf.heading))));
  return {
    add: (rows) => write(rows.map((row) => rowXml(row.map(cellXml))).join('')),
    end() {
      write('</sheetData></worksheet>', true);
      zip.end();
      return pieces;
    },
  };
}
