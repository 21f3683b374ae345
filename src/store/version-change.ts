import Dexie from 'dexie';

/** IndexedDB counts Dexie's versions in tenths. */
const NATIVE_PER_VERSION = 10;

/**
 * Two versions of the program may meet on one device: a newer one raises the schema of a database while a tab of the
 * older has it open, or the older is opened where the newer was before. Either way the older never touches the newer's
 * data: the connection is closed for good, or never opened, and `onOutdated` is told, so that the page asks to be
 * reloaded. The same where the database is removed under it.
 *
 * Dexie alone would open a newer database as it finds it, and write to it. To be called before the first use.
 */
export function followVersion(db: Dexie, onOutdated: () => void): void {
  const declared = db.verno;
  db.on('versionchange', () => {
    db.close();
    onOutdated();
    // asked before Dexie's own handler, which would let the next question open it again
    return false;
  });
  db.on(
    'ready',
    () => {
      const found = db.backendDB().version / NATIVE_PER_VERSION;
      if (found <= declared) return;
      onOutdated();
      throw new Dexie.VersionError('written by a newer version of the program');
    },
    true,
  );
}
