import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const compressible = new Set(['.css', '.html', '.js', '.json', '.svg', '.wasm', '.webmanifest']);
const smallestWorthIt = 1024;

/**
 * Writes a `.br` and a `.gz` beside every text file of the build, so that the server sends the best
 * compression without doing the work again for each visitor. Must stand after the service worker's plugin.
 */
export function precompress(): Plugin {
  let folder = '';
  return {
    name: 'regulars-precompress',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const names = await readdir(folder, { recursive: true });
        await Promise.all(names.map((name) => compressOne(join(folder, name))));
      },
    },
  };
}

async function compressOne(file: string): Promise<void> {
  if (!compressible.has(extname(file)) || (await stat(file)).size < smallestWorthIt) return;
  const plain = await readFile(file);
  const best = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
  };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(plain, { params: best }));
  await writeFile(`${file}.gz`, await promisify(gzip)(plain, { level: 9 }));
}
