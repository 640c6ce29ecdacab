/**
 * Questions that several subjects ask, each with its one key. In a shop without a server nothing waits to be sent, whatever the
 * log keeps for a server that may come later (rule X7).
 */
import type { SaleRef } from '../../domain/model/primitives.ts';
import { businessDayAt, type Day } from '../../domain/values/calendar.ts';
import { useLive } from '../replica/use-live.ts';
import {
  type CustomerView,
  type ReceiptView,
  type ReplicaQueries,
  useServices,
  useShop,
} from './services.ts';

/** Whether what is saved here is sent to a server. */
function useSends(): boolean {
  return useShop().nature === 'connected';
}

function customer(
  replica: ReplicaQueries,
  customerId: string,
  today: Day,
  sends: boolean,
): Promise<CustomerView | null> {
  return replica
    .customer(customerId, today)
    .then((found) => (found ? { ...found, waiting: found.waiting && sends } : null));
}

/** The customer as shown, joined over its group; null where this device does not know it. */
export function useCustomer(customerId: string) {
  const { replica, clock } = useServices();
  const { setting } = useShop();
  const sends = useSends();
  const today = businessDayAt(setting, clock.now());
  return useLive(['customer', customerId, today, sends], () => customer(replica, customerId, today, sends));
}

function receipt(replica: ReplicaQueries, ref: SaleRef | null, sends: boolean): Promise<ReceiptView | null> {
  if (ref === null) return Promise.resolve(null);
  return replica.receipt(ref).then((found) => (found ? { ...found, waiting: found.waiting && sends } : null));
}

/** A receipt with everything around it; null where this device does not hold it, or for no receipt. */
export function useReceipt(ref: SaleRef | null) {
  const { replica } = useServices();
  const sends = useSends();
  return useLive(['receipt', ref?.id ?? null, sends], () => receipt(replica, ref, sends));
}

const nothing: ReadonlySet<string> = new Set();

function waitingSales(replica: ReplicaQueries, sends: boolean): Promise<ReadonlySet<string>> {
  return replica.waitingSaleIds().then((waiting) => (sends ? waiting : nothing));
}

/** Ids of the documents that the server has not confirmed yet. */
export function useWaitingSales() {
  const { replica } = useServices();
  const sends = useSends();
  return useLive(['waiting sales', sends], () => waitingSales(replica, sends));
}

/** The devices of the shop, also those that were shut out. */
export function useDevices() {
  const { replica } = useServices();
  const { tenantId } = useShop();
  return useLive(['devices', tenantId], () => replica.all('device'));
}

/** Ids of the people who have a PIN on this device. */
export function useStaffWithPin() {
  const { people } = useServices();
  const { tenantId } = useShop();
  return useLive(['pins', tenantId], () => people.withPin());
}
