/** `level`: 0 to 1. */
export type Battery = { readonly level: number; readonly charging: boolean };

/** Below it a tablet may not last the round. */
const LOW = 0.2;

export const isLow = ({ level, charging }: Battery): boolean => !charging && level <= LOW;

/**
 * Follows the battery where the browser tells of it (Battery Status API; Chromium alone). `source`: its navigator.
 * Returns the way to stop.
 */
export function followBattery(source: object, told: (battery: Battery) => void): () => void {
  const stopped = new AbortController();
  void managerOf(source).then((manager) => {
    if (!manager || stopped.signal.aborted) return;
    const tell = (): void => {
      const battery = readBattery(manager);
      if (battery) told(battery);
    };
    for (const kind of ['levelchange', 'chargingchange'])
      manager.addEventListener(kind, tell, { signal: stopped.signal });
    tell();
  });
  return () => stopped.abort();
}

/** Undefined where there is none, or it is not told. */
async function managerOf(source: object): Promise<EventTarget | undefined> {
  if (!('getBattery' in source) || typeof source.getBattery !== 'function') return undefined;
  try {
    const manager: unknown = await Reflect.apply(source.getBattery, source, []);
    return manager instanceof EventTarget ? manager : undefined;
  } catch {
    return undefined;
  }
}

function readBattery(manager: object): Battery | undefined {
  if (!('level' in manager) || !('charging' in manager)) return undefined;
  const { level, charging } = manager;
  return typeof level === 'number' && typeof charging === 'boolean' ? { level, charging } : undefined;
}
