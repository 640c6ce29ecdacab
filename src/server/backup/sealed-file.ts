/**
 * The file of a backup: lines of text, gzipped, then encrypted with AES-256-GCM.
 *
 *     "RGLRBK1\n"  nonce (12 bytes)  ciphertext …  tag (16 bytes)
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BackupRefused } from './backup-key.ts';

const magic = Buffer.from('RGLRBK1\n');
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = magic.length + nonceBytes;

/** Writes a new file and makes it durable. */
export async function writeSealed(
  path: string,
  key: Uint8Array,
  nonce: Uint8Array,
  lines: AsyncIterable<string>,
): Promise<void> {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(magic);
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  file.write(Buffer.concat([magic, nonce]));
  await pipeline(
    Readable.from(withLineEnds(lines)),
    createGzip({ level: 6 }),
    cipher,
    async function* (pieces: AsyncIterable<Buffer>) {
      yield* pieces;
      yield cipher.getAuthTag();
    },
    file,
  );
}

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

/** Reads the lines; throws at the end where a single bit differs from what was written, so act only on what was read to its end. */
export async function* readSealed(path: string, key: Uint8Array): AsyncGenerator<string> {
  const { nonce, tag, end } = await readEnds(path);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(magic);
  decipher.setAuthTag(tag);
  const gunzip = createGunzip();
  const flow = pipeline(createReadStream(path, { start: headBytes, end }), decipher, gunzip);
  flow.catch(() => undefined);
  try {
    yield* linesIn(gunzip.setEncoding('utf8'));
    await flow;
  } catch (error) {
    if (error instanceof BackupRefused) throw error;
    throw new BackupRefused(`${path} was damaged, or the key is not the one it was made with.`);
  }
}

async function* linesIn(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

async function readEnds(path: string): Promise<{ nonce: Buffer; tag: Buffer; end: number }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(headBytes);
    const tag = Buffer.alloc(tagBytes);
    await file.read(head, 0, headBytes, 0);
    if (size <= headBytes + tagBytes || !head.subarray(0, magic.length).equals(magic)) {
      throw new BackupRefused(`${path} is no backup of Regulars.`);
    }
    await file.read(tag, 0, tagBytes, size - tagBytes);
    return { nonce: head.subarray(magic.length), tag, end: size - tagBytes - 1 };
  } finally {
    await file.close();
  }
}
