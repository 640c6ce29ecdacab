/** The least that IndexedDB costs, without any library: what the product's operations are held against. */

function openDatabase(name: string, upgrade: (database: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Asks a table for records that are not there, by a connection of its own. */
export class MissingRecords {
  readonly #database: IDBDatabase;
  readonly #table: string;

  private constructor(database: IDBDatabase, table: string) {
    this.#database = database;
    this.#table = table;
  }

  static async in(databaseName: string, table: string): Promise<MissingRecords> {
    const database = await openDatabase(databaseName, () => {
      throw new Error(`There is no database ${databaseName}.`);
    });
    return new MissingRecords(database, table);
  }

  get(): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = this.#database.transaction(this.#table).objectStore(this.#table).get('missing');
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error);
    });
  }
}

/** Writes small records one by one, each on the disk before the next. */
export class StrictRecords {
  readonly #database: IDBDatabase;
  #count = 0;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  static async open(): Promise<StrictRecords> {
    return new StrictRecords(
      await openDatabase('strict-records', (database) => {
        database.createObjectStore('records');
      }),
    );
  }

  put(): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction('records', 'readwrite', { durability: 'strict' });
      this.#count += 1;
      transaction.objectStore('records').put({ content: 'x'.repeat(1000) }, `record ${this.#count}`);
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
    });
  }
}
