/** Other databases that are measured beside the product. They are installed when they are first needed, apart from the product. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export async function ensurePeers(say: (text: string) => void): Promise<void> {
  if (existsSync(join(import.meta.dirname, 'node_modules', 'rxdb'))) return;
  say('installing the databases to compare with');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const install = spawn(npm, ['ci'], { cwd: import.meta.dirname, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(install, 'exit');
  if (code !== 0)
    throw new Error('The databases to compare with could not be installed; the reason stands above.');
}
