import { counted } from '../counted.ts';
import type { Texts } from '../fr.ts';

export const receive: Texts['receive'] = {
  title: 'Add to a record',
  lead: 'Choose the record of the person this file is about. Nothing is added before you confirm.',
  asking: 'Receiving the file…',
  file: 'File received',
  unnamed: 'without a name',
  lost: 'The file did not arrive',
  lostText:
    'A shared file is only kept in memory, for a moment, never in clear on the disk: here it is gone. Nothing was added to a record; the original stayed in the app it came from. Share it again.',
  none: 'No file is waiting',
  noneText:
    'In another app, share a PDF, a photo or a CDA document with Relais: it arrives here. Locking or closing Relais forgets what was waiting.',
  locked: 'Unlock to choose the record',
  lockedText: 'The file waits in memory, in this window. It is gone if you close or reload it.',
  unlock: 'Unlock',
  signIn: 'Sign in',
  drop: 'Do not add it',
  dropped: 'File forgotten. The original stayed where it was.',
  search: 'Search by name, date of birth or identifier',
  onDevice: 'On this device',
  found: (count) => counted(count, 'record found', 'records found', 'records found'),
  nothingFound: (typed) => `No record on this device for “${typed}”`,
  noDossier: 'No record on this device',
  noDossierText: 'Open the person’s record first; the file waits here as long as Relais stays open.',
  toDossiers: 'See the records',
};
