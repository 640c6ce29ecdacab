/** Takes everything of this app off the device: what it saved, its copies, and the app as it is kept for days without a network. */
import { deleteAllData } from '../outbox/device-data.ts';

/** Every part is tried, whatever becomes of the others; may be done again. */
export async function wipeDevice(): Promise<void> {
  window.localStorage.clear();
  window.sessionStorage.clear();
  const ended = await Promise.allSettled([deleteAllData(), removeFiles(), removeCaches(), removeWorkers()]);
  const failures = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be removed.');
}

async function removeFiles(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const names: string[] = [];
  for await (const name of root.keys()) names.push(name);
  for (const name of names) await root.removeEntry(name, { recursive: true });
}

async function removeCaches(): Promise<void> {
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}

async function removeWorkers(): Promise<void> {
  const registrations = await navigator.serviceWorker.getRegistrations();
  await Promise.all(registrations.map((registration) => registration.unregister()));
}
