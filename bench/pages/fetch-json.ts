import { type FeedFile, feedFileName, type ShopFiles } from '../shop-files.ts';

/** A file of a made-up shop. */
export async function fetchJson<T>(files: ShopFiles, name: string): Promise<T> {
  const response = await fetch(`/data/${files.path}/${name}`);
  if (!response.ok) throw new Error(`${name}: status ${response.status}`);
  return (await response.json()) as T;
}

export function fetchFeed(files: ShopFiles, number: number): Promise<FeedFile> {
  return fetchJson(files, feedFileName(number));
}
