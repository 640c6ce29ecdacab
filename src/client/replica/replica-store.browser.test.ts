import { storeContract } from '../../domain/testing/store-contract.ts';
import { closeDeviceData, deleteDeviceData, openDeviceData } from '../outbox/device-data.ts';
import { changeReplica } from './change-replica.ts';
import { readReplica, replicaReader } from './replica-reader.ts';
import { replicaStore } from './replica-store.ts';

storeContract('The replica', async () => {
  const tenantId = crypto.randomUUID();
  const data = await openDeviceData(tenantId, () => crypto.randomUUID());
  const { replica } = data;
  return {
    write: (work) => changeReplica(replica, ({ effects }) => work(replicaStore(replica, effects))),
    read: (work) => readReplica(replica, replica.tables, () => work(replicaReader(replica))),
    async close() {
      closeDeviceData(data);
      await deleteDeviceData(tenantId);
    },
  };
});
