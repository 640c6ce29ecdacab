/** Stands in for the private files in which a browser keeps the keys of a shop: they lie on the disk of the device, beside its databases. */
import type { KeyFiles } from '../../platform/key-files.ts';

const copies = [0, 1];

export function keysOnDisk(files: Map<string, Uint8Array<ArrayBuffer>>): KeyFiles {
  const pathOf = (shop: string, index: number) => `${shop}/${index}`;
  return {
    read: async (shop) => copies.map((index) => files.get(pathOf(shop, index))?.slice() ?? null),
    async make(shop, index, content) {
      files.set(pathOf(shop, index), content.slice());
      return true;
    },
    async change(shop, index, work) {
      const path = pathOf(shop, index);
      const content = files.get(path) ?? new Uint8Array();
      work({
        content: content.slice(),
        write(at, bytes) {
          const before = files.get(path) ?? content;
          const written = new Uint8Array(Math.max(before.length, at + bytes.length));
          written.set(before);
          written.set(bytes, at);
          files.set(path, written);
        },
        flush() {},
      });
    },
    async remove(shop) {
      for (const index of copies) files.delete(pathOf(shop, index));
    },
    alone: (_shop, work) => work(),
  };
}
