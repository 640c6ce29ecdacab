import { saveBytes } from './save-bytes.ts';

/** Hands a text to the person as a file. The byte order mark tells spreadsheets that it is UTF-8. */
export function saveTextFile(fileName: string, text: string): void {
  saveBytes(fileName, new TextEncoder().encode(`\ufeff${text}`), 'text/csv;charset=utf-8');
}
