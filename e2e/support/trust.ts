/** Lets a browser trust a certificate authority, as a person does in the settings of the system. */
import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Adds the authority to the store of the person whose home it is. Answers the switches with which the browser has to be started
 * where the tool for that store is missing: it then takes the authority by the hash of its key.
 */
export async function trust(home: string, authorityFile: string): Promise<readonly string[]> {
  const store = join(home, '.pki/nssdb');
  await mkdir(store, { recursive: true });
  try {
    await run('certutil', ['-d', `sql:${store}`, '-N', '--empty-password']);
    await run('certutil', ['-d', `sql:${store}`, '-A', '-t', 'C,,', '-n', 'regulars', '-i', authorityFile]);
    return [];
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
    const { publicKey } = new X509Certificate(await readFile(authorityFile));
    const key = publicKey.export({ type: 'spki', format: 'der' });
    const hash = createHash('sha256').update(key).digest('base64');
    return [`--ignore-certificate-errors-spki-list=${hash}`];
  }
}
