import { words, type ProblemTexts } from '../problem.ts';

const MEGABYTE = 1024 * 1024;
const NOTHING_ADDED = 'Nothing was added to the record or sent.';

export const app: ProblemTexts['app'] = {
  Offline: () =>
    words(
      'The server is out of reach',
      'This needs the network, and the server did not answer.',
      'What you wrote is waiting on this device.',
      'Try again when the network is back; records kept here stay readable.',
    ),
  VaultLocked: () =>
    words(
      'This device is locked',
      'The records kept here are closed.',
      'Nothing was lost.',
      'Unlock it with your passphrase.',
    ),
  WrongPassphrase: () =>
    words(
      'That is not the right passphrase',
      'The vault did not open with it.',
      'Its content is intact.',
      'Check capitals and spaces, then try again.',
    ),
  PassphraseTooShort: ({ minimum }) =>
    words(
      'Passphrase too short',
      `At least ${minimum} characters are needed to protect this device.`,
      'Nothing was saved.',
      'Make it longer: several unrelated words work well.',
    ),
  TooManyTries: ({ waitMs }) =>
    words(
      'Too many tries: a moment to wait',
      `The next passphrase will be looked at in ${Math.ceil(waitMs / 1000)} s, with the app open.`,
      'The vault is intact: no number of tries erases it.',
      'Wait, or open it with your passkey or your CPS card.',
    ),
  WrongKey: () =>
    words(
      'This is not a key of this vault',
      'This passkey or card was not added to this vault, or answers otherwise now.',
      'Its contents are intact.',
      'Open it another way; add this key or card in “Vault”.',
    ),
  LastWay: () =>
    words(
      'This is the last way to open this vault',
      'Without it, nothing would open it any more.',
      'Nothing has changed.',
      'Add another way first.',
    ),
  PassingOffline: () =>
    words(
      'There is no network, and this workstation keeps nothing',
      'On a shared workstation, what is written is sent at once or not taken.',
      'Nothing was added.',
      'Try again when the network is back, or on a device of your own.',
    ),
  VaultDamaged: () =>
    words(
      'The vault of this device is damaged',
      'What is stored can no longer be decrypted: it was altered or partly erased.',
      'What the server received is intact there.',
      'Sign in from another device, and tell your IT service before erasing this one.',
    ),
  StorageFull: () =>
    words(
      'This device is out of space',
      'The browser refused to store more.',
      'What was stored before is intact.',
      'Unpin records that you no longer need, or free some space, then try again.',
    ),
  StorageFailed: () =>
    words(
      'Saving on this device failed',
      'The browser could not write to its storage.',
      'What was stored before is intact.',
      'Close other tabs of Relais, reload the page and try again.',
    ),
  NotCached: () =>
    words(
      'This content is not on the device',
      'It had not been received before the network went away.',
      'The document is intact on the server.',
      'Open it again when the network is back. A pinned record keeps all its documents.',
    ),
  ContentDamaged: () =>
    words(
      'The document received is damaged',
      'Its fingerprint is not the one in the record, so it is not shown.',
      'The record is unchanged.',
      'Try again. If it happens again, tell your IT service.',
    ),
  FileEmpty: () => words('This file is empty', 'It holds no data.', NOTHING_ADDED, 'Choose another file.'),
  FileTooLarge: ({ maximum }) =>
    words(
      'This file is too large',
      `A document may not exceed ${Math.floor(maximum / MEGABYTE)} MB.`,
      NOTHING_ADDED,
      'Make it smaller (fewer pages, a smaller picture) or split it into several documents.',
    ),
  FileTruncated: () =>
    words(
      'This file is incomplete',
      'Its end is missing: it was probably cut off while being copied or downloaded.',
      NOTHING_ADDED,
      'Take the original file and try again.',
    ),
  FileNotWhatItSays: () =>
    words(
      'This file is not what its name says',
      'Its content does not match its extension.',
      NOTHING_ADDED,
      'Open it in the program that made it and save it as PDF, JPEG, PNG, text or CDA.',
    ),
  FileUnsupported: ({ format }) =>
    words(
      format ? `The DMP takes no ${format} file` : 'This kind of file is not accepted',
      'A record takes PDF files, JPEG or PNG photos, text and CDA R2 documents.',
      NOTHING_ADDED,
      'Convert the file, to PDF for example, and try again.',
    ),
  CdaUnreadable: () =>
    words(
      'This CDA document cannot be read',
      'Its header is malformed or holds a forbidden construction.',
      NOTHING_ADDED,
      'Ask its producer for it again, or add it as a PDF.',
    ),
  UpdateNeeded: () =>
    words(
      'Relais needs an update',
      'The server speaks a newer version than this page.',
      'What waits to be sent is kept.',
      'Reload the page.',
    ),
  Cancelled: () =>
    words(
      'Stopped at your request',
      'The operation did not finish.',
      'What was waiting to be sent still waits.',
      'Start again whenever you like.',
    ),
  PasskeyUnavailable: () =>
    words(
      'Passkeys are not possible here',
      'This browser has none, or none is registered for you on this device.',
      'Nothing was sent.',
      'Use your CPS card, or register a passkey from the account menu.',
    ),
  PasskeyCancelled: () =>
    words(
      'The confirmation was interrupted',
      'The device did not get your confirmation.',
      'Nothing was sent.',
      'Try again, or use your CPS card.',
    ),
};
