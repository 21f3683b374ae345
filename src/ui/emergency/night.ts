const KEY = 'relais-emergency-night';

/** Whether the screens of an emergency were last looked at in the night theme; a storage that refuses only forgets. */
export function readNight(storage: Pick<Storage, 'getItem'>): boolean {
  try {
    return storage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}

export function writeNight(storage: Pick<Storage, 'setItem'>, night: boolean): void {
  try {
    storage.setItem(KEY, night ? 'on' : 'off');
  } catch {
    // the choice holds until the screen is left
  }
}
