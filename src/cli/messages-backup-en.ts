import type { BackupMessages } from './messages-backup.ts';

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

export const englishBackup: BackupMessages = {
  backup: {
    about:
      'back the instance up while it runs: data into FILE, keys into a file of their own, to be kept elsewhere',
    file: 'file of the data, sealed by the operator’s key; never overwritten',
    keys: 'file of the keys; FILE.keys by default',
    keysOnly: 'the keys alone, into FILE: small, to be copied each hour',
    keysDone: (keysFile, bytes) =>
      `${keysFile}: the keys, ${megabytes(bytes)}. Keep them elsewhere than the data.`,
    progress: (percent) => `Backup: ${percent} %`,
    done: (file, keysFile, { dossiers, documents, contents, bytes, keysBytes }) => [
      `${file}: ${dossiers} dossiers, ${documents} documents, ${contents} contents, ${megabytes(bytes)}.`,
      `${keysFile}: the keys, ${megabytes(keysBytes)}. Keep it elsewhere, and make it anew more often.`,
    ],
    missing: (count) =>
      `${count} contents are no longer on disk: their dossier was erased just now, or the disk is damaged.`,
    errors: {
      NoInstance: () => 'RELAIS_DATA holds no instance to back up.',
      Exists: (file) => `${file}, or its file of keys, is there already; nothing is overwritten.`,
      NotWritable: (file) => `${file} cannot be written.`,
      DiskFull: (file) => `The disk is full; nothing has the name ${file}.`,
      RestoreUnderWay: () => 'A restore into RELAIS_DATA is under way.',
      WrongKey: () => 'RELAIS_KEY_FILE does not open the databases of RELAIS_DATA.',
    },
  },
  restore: {
    about: 'put a backup in place: rights withdrawn and dossiers erased since then stay so',
    file: 'file of the data, made by `relais backup`',
    keys: 'file of the keys; FILE.keys by default. Keys that are in place already are kept',
    to: 'folder of the instance; RELAIS_DATA by default',
    replace: 'move the instance that is there aside; nothing of it is deleted',
    done: (folder, { at, dossiers, documents, contents, redone, waiting, erased }) => [
      `${folder} holds the backup of ${at}: ${dossiers} dossiers, ${documents} documents, ${contents} contents.`,
      `Done again since then: ${redone} acts on rights, ${erased} erasures. ${waiting} wait for a document that devices will offer again.`,
      'All sessions have ended. Renew the revocation lists (relais trust add), then start the server.',
    ],
    aside: (folder) => `The former folder is now ${folder}; deleting it is up to you.`,
    keysKept: 'The keys that were in place were kept.',
    information: (file) =>
      `The information service and the software that the help shows: ${file}, unless RELAIS_INFORMATION names a file that is there.`,
    errors: {
      Unreadable: (file) => `${file} cannot be read.`,
      NotBackup: (file) => `${file} is no backup of Relais.`,
      OtherKind: (file) => `${file} is the other of the two files: data and keys changed places.`,
      WrongKey: (file) => `RELAIS_KEY_FILE does not open ${file}: it is the key of another instance.`,
      Altered: (file) => `${file} is truncated or altered. Nothing was touched.`,
      Newer: (file) => `${file} was written by a newer version of Relais.`,
      NewerSchema: () => 'The backup comes from a newer version of Relais: update first.',
      Occupied: () => 'That folder holds an instance: --replace moves it aside.',
      InUse: () => 'A server, or another command, uses that folder: stop it first.',
      KeysMissing: (file) => `No keys of this instance, neither in the folder nor in ${file}.`,
      KeysOfOther: (file) => `${file} holds the keys of another instance.`,
      KeysOlder: (file) =>
        `${file} is older than the data: some dossiers would have no key. Take the keys of the same backup, or newer ones.`,
      NotMovable: () =>
        'That folder cannot be renamed (a mount point?): put the instance into a folder inside the volume.',
      NotWritable: () => 'The folder, or the one that holds it, cannot be written.',
      DiskFull: () => 'The disk is full. Nothing was touched.',
    },
  },
};
