/** What lies packed somewhere inside of bytes, with nothing around it that says so. */
import { constants, inflateRawSync } from 'node:zlib';
import { unpackSnappy } from './snappy.ts';

/** How Chromium begins a value of IndexedDB that it has packed. */
const packedValue = Buffer.from([0xff, 0x11, 0x02]);
/** As browsers and servers begin a gzipped text: without a name or a remark. */
const gzipMember = Buffer.from([0x1f, 0x8b, 0x08, 0]);
const gzipHead = 10;

/** A packed value may hold another, such as a gzipped text; nobody packs more often. */
const deepest = 4;

/** Unpacks everything that can be unpacked in some bytes, and in what came out. */
export function* packedInside(bytes: Uint8Array, depth = 0): Generator<Uint8Array> {
  if (depth === deepest) return;
  for (const found of unpackedIn(bytes)) {
    yield found;
    yield* packedInside(found, depth + 1);
  }
}

function* unpackedIn(bytes: Uint8Array): Generator<Uint8Array> {
  for (const at of placesOf(bytes, packedValue)) {
    const unpacked = unpackSnappy(bytes.subarray(at + packedValue.length));
    if (unpacked) yield unpacked;
  }
  for (const at of placesOf(bytes, gzipMember)) {
    const unpacked = inflated(bytes.subarray(at + gzipHead));
    if (unpacked) yield unpacked;
  }
}

function* placesOf(bytes: Uint8Array, mark: Buffer): Generator<number> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = buffer.indexOf(mark); at >= 0; at = buffer.indexOf(mark, at + 1)) yield at;
}

/** Also what is cut off: as much as there is of it. What follows is passed over, for which gunzip would call all of it broken. */
function inflated(bytes: Uint8Array): Uint8Array | null {
  try {
    return inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return null;
  }
}
