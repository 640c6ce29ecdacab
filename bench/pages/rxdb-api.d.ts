/** What the page of RxDB uses of it: its own types are there only once the peers are installed. */
declare module 'rxdb/plugins/core' {
  export interface RxDocument<T> {
    toJSON(): T;
  }

  export interface RxQuery<T> {
    exec(): Promise<RxDocument<T>[]>;
  }

  export interface RxCollection<T> {
    bulkInsert(documents: readonly T[]): Promise<{ success: RxDocument<T>[]; error: unknown[] }>;
    find(query: {
      selector: Record<string, unknown>;
      sort?: readonly Record<string, 'asc' | 'desc'>[];
      limit?: number;
    }): RxQuery<T>;
  }

  export interface RxDatabase {
    addCollections<T>(
      collections: Record<string, { schema: unknown }>,
    ): Promise<Record<string, RxCollection<T>>>;
    remove(): Promise<unknown>;
  }

  export function createRxDatabase(options: {
    name: string;
    storage: unknown;
    multiInstance: boolean;
  }): Promise<RxDatabase>;
}

declare module 'rxdb/plugins/storage-dexie' {
  export function getRxStorageDexie(): unknown;
}
