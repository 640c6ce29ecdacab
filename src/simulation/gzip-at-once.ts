/** Stands in for the app's gzip in a simulation: the browser's works in another thread, whose time no seed decides. */
import { gunzipSync, gzipSync } from 'node:zlib';

export async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(gzipSync(text, { level: 1 }));
}

export async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return gunzipSync(bytes).toString('utf8');
}
