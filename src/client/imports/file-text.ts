/** A file as text, piece by piece: gunzipped where it is gzipped, and never with replacement characters for what is not UTF-8. */
import type { Refusal } from '../../domain/errors.ts';

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** How files begin that people take for CSV: spreadsheets, archives, old Office files, PDF. */
const isOtherFormat = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 0x50, 0x4b, 3, 4) ||
  startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0) ||
  startsWith(bytes, 0x25, 0x50, 0x44, 0x46);

const isUtf16 = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff);

/** Text holds no control characters but tab, line feed and carriage return. */
const isBinary = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 4096).some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));

/** Small pieces cost more to split into rows than large ones. */
const charactersAtOnce = 262_144;

/**
 * Yields the text in pieces of some hundred thousand characters; what it returns is the reason for ending early, or null at the
 * end of the file.
 *
 * @param onBytes told of the bytes of the file read so far
 */
export async function* fileText(
  file: Blob,
  onBytes: (bytes: number) => void,
): AsyncGenerator<string, Refusal | null> {
  const bytes = await bytesOf(file, onBytes);
  if (bytes === null) return { code: 'file_unreadable' };
  const reader = bytes.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let isFirst = true;
  try {
    for (;;) {
      const { done, value } = await readFrom(reader);
      if (done) break;
      if (value === 'unreadable') return { code: 'file_unreadable' };
      if (value === 'damaged') return { code: 'file_not_csv' };
      if (isFirst) {
        isFirst = false;
        if (isUtf16(value)) return { code: 'file_wrong_encoding' };
        if (isOtherFormat(value) || isBinary(value)) return { code: 'file_not_csv' };
      }
      const decoded = decode(decoder, value);
      if (decoded === null) return { code: 'file_wrong_encoding' };
      text += decoded;
      if (text.length < charactersAtOnce) continue;
      yield text;
      text = '';
    }
    const rest = decode(decoder, null);
    if (rest === null) return { code: 'file_wrong_encoding' };
    if (text + rest !== '') yield text + rest;
    return null;
  } finally {
    // Also when the caller stops early: the file must not be read on.
    await reader.cancel().catch(() => undefined);
  }
}

/** The browser takes a file that was changed, moved or unplugged after it was chosen for another one, and refuses to read it. */
function isGone(error: unknown): boolean {
  return error instanceof DOMException && ['NotReadableError', 'NotFoundError'].includes(error.name);
}

/** The bytes of the file, gunzipped where they are gzipped; null where it can no longer be read. */
async function bytesOf(
  file: Blob,
  onBytes: (bytes: number) => void,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | null> {
  let bytes = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, controller) {
        bytes += piece.byteLength;
        onBytes(bytes);
        controller.enqueue(piece);
      },
    }),
  );
  const start = await startOf(file);
  if (start === null) return null;
  return startsWith(start, 0x1f, 0x8b) ? counted.pipeThrough(new DecompressionStream('gzip')) : counted;
}

async function startOf(file: Blob): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await file.slice(0, 2).arrayBuffer());
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

async function readFrom(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
): Promise<
  | { done: true; value?: undefined }
  | { done: false; value: Uint8Array<ArrayBuffer> | 'damaged' | 'unreadable' }
> {
  try {
    const { done, value } = await reader.read();
    return done ? { done: true } : { done: false, value };
  } catch (error) {
    // Else a gzip that ends too early, or bytes that are none.
    return { done: false, value: isGone(error) ? 'unreadable' : 'damaged' };
  }
}

/** The text of some bytes, or null where they are not UTF-8; null bytes end the file. */
function decode(decoder: TextDecoder, bytes: Uint8Array<ArrayBuffer> | null): string | null {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    return null;
  }
}
