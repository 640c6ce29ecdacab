/** A file as text, piece by piece: unpacked where it is gzipped, and never with replacement characters for what is not UTF-8. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import type { ErrorCode } from '../../domain/errors.ts';

const pieceBytes = 256 * 1024;

/** A file cannot be imported at all. */
export class UnreadableFile extends Error {
  readonly code: ErrorCode;
  readonly path: string;

  constructor(code: ErrorCode, path: string) {
    super(code);
    this.code = code;
    this.path = path;
  }
}

export async function* fileText(path: string): AsyncGenerator<string> {
  const start = await firstBytes(path);
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  const file = createReadStream(path, { highWaterMark: pieceBytes });
  const stream: Readable = isGzip ? unpacked(file) : file;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  try {
    for await (const piece of stream) {
      const bytes: Buffer = piece;
      if (isFirst) refuseOtherFormats(bytes, path);
      isFirst = false;
      yield decode(decoder, bytes, path);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw new UnreadableFile('file_not_csv', path);
    }
    throw error;
  }
  yield decode(decoder, null, path);
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer } = await file.read({ buffer: Buffer.alloc(2), position: 0 });
    return buffer;
  } finally {
    await file.close();
  }
}

function unpacked(file: Readable): Readable {
  const gunzip = createGunzip({ chunkSize: pieceBytes });
  file.on('error', (error) => gunzip.destroy(error));
  return file.pipe(gunzip);
}

/** Text holds no control characters but tab, line breaks and escape; archives, old spreadsheets and pictures do. */
function refuseOtherFormats(bytes: Buffer, path: string): void {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) throw new UnreadableFile('file_wrong_encoding', path);
  const isPdf = bytes.subarray(0, 4).toString('latin1') === '%PDF';
  const isBinary = bytes
    .subarray(0, 4096)
    .some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
  if (isPdf || isBinary) throw new UnreadableFile('file_not_csv', path);
}

function decode(decoder: TextDecoder, bytes: Buffer | null, path: string): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    throw new UnreadableFile('file_wrong_encoding', path);
  }
}
