/** What of the browser's StorageManager is asked. */
export type StoragePort = {
  persisted(): Promise<boolean>;
  persist(): Promise<boolean>;
  estimate(): Promise<{ usage?: number; quota?: number }>;
};

/** Bytes; as the browser tells, which rounds and may hold back. */
export type StorageFacts = {
  used: number;
  free: number;
  /** The browser promised not to clear it by itself. */
  persistent: boolean;
  nearlyFull: boolean;
};

const NEARLY_FULL_BYTES = 200 * 1024 * 1024;
const NEARLY_FULL_SHARE = 0.1;

/** Undefined where the browser does not tell. */
export async function storageFacts(port: StoragePort): Promise<StorageFacts | undefined> {
  try {
    const [{ usage, quota }, persistent] = await Promise.all([port.estimate(), port.persisted()]);
    if (usage === undefined || quota === undefined) return undefined;
    const free = Math.max(0, quota - usage);
    const nearlyFull = free < NEARLY_FULL_BYTES || free < quota * NEARLY_FULL_SHARE;
    return { used: usage, free, persistent, nearlyFull };
  } catch {
    return undefined;
  }
}

/** Asks again not to be cleared: the browser may agree later, as an app is used more or installed. */
export async function askToPersist(port: StoragePort): Promise<boolean> {
  try {
    return (await port.persisted()) || (await port.persist());
  } catch {
    return false;
  }
}
