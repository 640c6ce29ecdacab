import { randomBytes } from 'node:crypto';
import { storeContract } from '../../domain/testing/store-contract.ts';
import { newId } from '../../domain/values/ids.ts';
import { databases } from './testing/databases.ts';

for (const { name, open } of databases) {
  storeContract(name, async () => {
    const database = await open();
    const tenantId = newId(Date.now(), randomBytes);
    await database.storage.createTenant(tenantId, 'first');
    return {
      write: (work) => database.storage.write(tenantId, work),
      read: (work) => database.storage.read(tenantId, work),
      close: database.close,
    };
  });
}
