import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import {
  type PendingChange,
  type Problem,
  type SyncService,
  type SyncStatus,
  useServices,
  useShop,
} from '../../app/services.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import type { StorageRoom } from '../../platform/storage.ts';
import { createDeviceStorage } from '../../platform/storage.ts';
import { useLive } from '../../replica/use-live.ts';

export function useSyncStatus(): SyncStatus {
  const { sync } = useServices();
  return useSyncExternalStore(
    (listener) => sync.subscribe(listener),
    () => sync.status(),
  );
}

async function openChanges(sync: SyncService): Promise<OpenChanges> {
  const [waiting, problems] = await Promise.all([sync.changes(), sync.problems()]);
  return { waiting, problems };
}

export interface OpenChanges {
  /** Oldest first. */
  readonly waiting: readonly PendingChange[];
  readonly problems: readonly Problem[];
}

export function useOpenChanges() {
  const { sync } = useServices();
  return useLive(['open changes', 'here'], () => openChanges(sync));
}

const recoveryKey = ['recovery of the shop'];
const recoveryEveryMs = 10_000;

/** Which devices a restored shop waits for; asked again and again while it does. */
export function useRecovery() {
  const { sync } = useServices();
  const { nature } = useShop();
  return useQuery({
    queryKey: recoveryKey,
    queryFn: () => sync.recovery(),
    enabled: nature === 'connected',
    networkMode: 'always',
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.recovering ? recoveryEveryMs : false),
  });
}

/** Has the list of devices asked for once more. */
export function useAskRecoveryAgain(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: recoveryKey });
}

const certificateEveryMs = 60 * 60_000;

/** When the server's certificate ends, for whoever can see to it. */
export function useCertificate(isAsked: boolean) {
  const { sync } = useServices();
  const { nature } = useShop();
  return useQuery({
    queryKey: ['certificate of the server'],
    queryFn: () => sync.certificate(),
    enabled: nature === 'connected' && isAsked,
    networkMode: 'always',
    staleTime: certificateEveryMs,
    refetchInterval: certificateEveryMs,
  });
}

/** What the server has confirmed since this day began. */
export function useSentToday() {
  const { sync } = useServices();
  const { now } = useFormatting();
  return useLive(['sent', 'today'], () => sync.sent(startOfDay(now())));
}

function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}

export interface Room extends StorageRoom {
  readonly persistent: boolean;
}

/** What the app takes up on this device; null where the browser does not say. */
async function roomOf(manager: StorageManager): Promise<Room | null> {
  const storage = createDeviceStorage(manager);
  const [room, persistent] = await Promise.all([storage.estimate(), storage.isPersistent()]);
  return room && { ...room, persistent };
}

const roomKey = ['room on this device'];

/** Asks the browser to keep this app's data, and notes its answer. */
export function useAskToKeep(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await createDeviceStorage(navigator.storage).requestPersistence();
    await client.invalidateQueries({ queryKey: roomKey });
  };
}

export function useRoom() {
  return useQuery({
    queryKey: roomKey,
    queryFn: () => roomOf(navigator.storage),
    networkMode: 'always',
    staleTime: 0,
  });
}
