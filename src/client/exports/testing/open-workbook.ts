/** Reads a workbook back as spreadsheets do: the parts that the relations name, each cell by its type. */
import { strFromU8, unzipSync } from 'fflate';

export interface OpenedCell {
  readonly kind: 'text' | 'number' | 'empty';
  readonly value: string;
}

/** The rows of the first sheet. */
export function workbookRows(file: Uint8Array): OpenedCell[][] {
  const parts = unzipSync(file);
  const part = (path: string): string => {
    const bytes = parts[path];
    if (!bytes) throw new Error(`The workbook lacks ${path}.`);
    return strFromU8(bytes);
  };
  const workbook = targetOf(part('_rels/.rels'), 'officeDocument');
  const sheet = targetOf(part('xl/_rels/workbook.xml.rels'), 'worksheet');
  if (!part(workbook).includes('<sheet ')) throw new Error('The workbook has no sheet.');
  const rows = part(`xl/${sheet}`).matchAll(/<row>(.*?)<\/row>/gs);
  return [...rows].map(([, cells = '']) =>
    [...cells.matchAll(/<c\/>|<c [^>]*>.*?<\/c>/gs)].map(([cell]) => opened(cell)),
  );
}

function targetOf(relations: string, type: string): string {
  const target = new RegExp(`/${type}" Target="([^"]+)"`).exec(relations)?.[1];
  if (target === undefined) throw new Error(`No relation says ${type}.`);
  return target;
}

function opened(cell: string): OpenedCell {
  const text = /<t[^>]*>(.*?)<\/t>/s.exec(cell)?.[1];
  if (text !== undefined) return { kind: 'text', value: unescaped(text) };
  const value = /<v>(.*?)<\/v>/.exec(cell)?.[1];
  return value === undefined ? { kind: 'empty', value: '' } : { kind: 'number', value };
}

function unescaped(xml: string): string {
  return xml
    .replaceAll('&#13;', '\r')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
