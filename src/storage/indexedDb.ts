import { CheckpointError } from '../errors.ts';
import type { Bytes } from '../platform.ts';

const DATABASE = 'webgpu-vae';
const CHECKPOINTS = 'checkpoints';

/**
 * Stores a checkpoint in the browser's IndexedDB under a name. An existing one is replaced
 * atomically.
 * @throws CheckpointError if the browser refuses (private window, disk full)
 */
export async function storeCheckpoint(name: string, bytes: Uint8Array): Promise<void> {
  const failed = `"${name}" could not be stored (download it as a file instead)`;
  await transact('readwrite', failed, (store) => store.put(bytes, name));
}

/**
 * The bytes of a checkpoint that {@link storeCheckpoint} stored; pass them to `VAE.load`.
 * @throws CheckpointError if no checkpoint of that name exists
 */
export async function readStoredCheckpoint(name: string): Promise<Bytes> {
  const failed = `"${name}" could not be read`;
  const bytes = await transact('readonly', failed, (store) => store.get(name));
  if (bytes instanceof Uint8Array) return bytes as Bytes;
  const names = await storedCheckpoints();
  throw new CheckpointError(
    `no stored checkpoint is named "${name}"; there are: ${names.join(', ') || 'none'}`,
  );
}

/** Names of the checkpoints stored in this browser. */
export async function storedCheckpoints(): Promise<string[]> {
  const failed = 'the stored checkpoints could not be listed';
  return (await transact('readonly', failed, (store) => store.getAllKeys())).map(String);
}

/** Deletes a checkpoint. Does nothing if it does not exist. */
export async function deleteStoredCheckpoint(name: string): Promise<void> {
  await transact('readwrite', `"${name}" could not be deleted`, (store) => store.delete(name));
}

/** Runs one request in its own transaction and waits until it is on disk. */
async function transact<T>(
  mode: IDBTransactionMode,
  failed: string,
  request: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  if (typeof indexedDB === 'undefined') {
    throw new CheckpointError(
      'there is no IndexedDB here: browsers store checkpoints in it; elsewhere write the bytes to a file',
    );
  }
  try {
    const database = await open();
    try {
      const transaction = database.transaction(CHECKPOINTS, mode);
      const asked = request(transaction.objectStore(CHECKPOINTS));
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? asked.error);
      });
      return asked.result;
    } finally {
      database.close();
    }
  } catch (cause) {
    throw new CheckpointError(`${failed} by the browser's IndexedDB: ${String(cause)}`, { cause });
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(CHECKPOINTS);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
