import type { TraceSentences } from '#ui/dossier/trace-words.ts';

const doc = (title: string | undefined): string => (title === undefined ? 'a document' : `“${title}”`);

export const sentences: TraceSentences = {
  informHolder: {
    done: () => 'informed the person and handed over the brochure',
    refused: () => 'could not note the information',
  },
  collectConsent: { done: () => 'collected consent', refused: () => 'could not note consent' },
  identifyHolder: {
    done: () => 'identified the person by their Vitale card',
    refused: () => 'could not note the identification',
  },
  createDossier: { done: () => 'created the record', refused: () => 'tried to create the record' },
  findDossier: {
    done: () => 'looked whether this record exists',
    refused: () => 'could not look whether this record exists',
  },
  consultDossier: {
    done: () => 'consulted the list of documents',
    refused: () => 'tried to consult the record without being authorised',
  },
  syncDossier: {
    done: () => 'opened the record and received its news',
    refused: () => 'tried to open the record without being authorised',
  },
  retrieveDocument: {
    done: (title) => `read ${doc(title)}`,
    refused: (title) => `tried to read ${doc(title)} without being authorised`,
  },
  recordAccess: {
    done: (title) =>
      title === undefined ? 'consulted the record offline' : `read “${title}” on their device`,
    refused: () => 'reported an offline reading that was no longer allowed',
  },
  provideDocument: {
    done: (title) => `added ${doc(title)}`,
    refused: (title) => `tried to add ${doc(title)}`,
  },
  grantAuthorisation: {
    done: () => 'was authorised to consult the record',
    refused: () => 'could not be authorised',
  },
  withdrawAuthorisation: {
    done: () => 'is no longer authorised to consult the record',
    refused: () => 'could not withdraw an authorisation',
  },
  readTraces: {
    done: () => 'read the traces of the record',
    refused: () => 'tried to read the traces without being authorised',
  },
  listDossiers: {
    done: () => 'asked for the list of their records',
    refused: () => 'could not ask for the list of their records',
  },
  signIn: { done: () => 'signed in', refused: () => 'could not sign in' },
  signOut: { done: () => 'signed out', refused: () => 'could not sign out' },
  refuseCommand: {
    done: () => 'sent a write that was refused',
    refused: () => 'sent a write that was refused',
  },
  refuseUpload: { done: () => 'sent a file that was refused', refused: () => 'sent a file that was refused' },
  pairBridge: {
    done: () => 'paired a device and a bridge',
    refused: () => 'could not pair a bridge',
  },
  endPairing: { done: () => 'ended a pairing', refused: () => 'could not end a pairing' },
  openEmergency: {
    done: () => 'opened the record in an emergency',
    refused: () => 'tried to open the record in an emergency',
  },
  endEmergency: {
    done: () => 'ended their emergency access',
    refused: () => 'could not end their emergency access',
  },
  noteEmergency: {
    done: () => 'wrote what their emergency access was for',
    refused: () => 'tried to write about an emergency access that is not theirs',
  },
  searchEmergency: {
    done: () => 'looked for somebody in an emergency, in vain',
    refused: () => 'tried to look for somebody in an emergency',
  },
  blockProfessional: {
    done: () => 'blocked a professional, as the holder asked',
    refused: () => 'could not block a professional',
  },
  unblockProfessional: {
    done: () => 'unblocked a professional, as the holder asked',
    refused: () => 'could not unblock a professional',
  },
  declareAttendingPhysician: {
    done: () => 'was declared attending physician',
    refused: () => 'could not be declared attending physician',
  },
  confirmAttendingPhysician: {
    done: () => 'was confirmed as attending physician: hidden documents are open to them',
    refused: () => 'could not be confirmed as attending physician',
  },
  endAttendingPhysician: {
    done: () => 'ended the declaration of the attending physician',
    refused: () => 'could not end the declaration of the attending physician',
  },
  authoriseCareTeam: {
    done: () => 'authorised a care team',
    refused: () => 'could not authorise a care team',
  },
  changeCareTeam: {
    done: () => 'changed the members of a care team',
    refused: () => 'could not change a care team',
  },
  withdrawCareTeam: {
    done: () => 'withdrew the authorisation of a care team',
    refused: () => 'could not withdraw the authorisation of a team',
  },
  setOppositions: {
    done: () => 'noted the holder’s choices for emergencies',
    refused: () => 'could not note the holder’s choices for emergencies',
  },
  changeHolderData: {
    done: () => 'updated the contact details',
    refused: () => 'could not update the contact details',
  },
  recordRepresentative: {
    done: () => 'recorded a legal representative',
    refused: () => 'could not record a legal representative',
  },
  endRepresentative: {
    done: () => 'removed a legal representative',
    refused: () => 'could not remove a legal representative',
  },
  closeDossier: {
    done: () => 'closed the record, as the holder asked',
    refused: () => 'could not close the record',
  },
  reactivateDossier: {
    done: () => 'reopened the record with a renewed consent',
    refused: () => 'could not reopen the record',
  },
  requestErasure: {
    done: () => 'asked for the erasure of the record, for the holder',
    refused: () => 'could not ask for the erasure',
  },
  eraseDossier: {
    done: () => 'erased the content of the record',
    refused: () => 'could not erase the content of the record',
  },
  exportDossier: {
    done: () => 'handed over a copy of the record',
    refused: () => 'could not hand over a copy of the record',
  },
  exportTraces: {
    done: () => 'exported the traces',
    refused: () => 'tried to export the traces without being authorised',
  },
  replaceDocument: {
    done: (title) => `replaced ${doc(title)}`,
    refused: (title) => `tried to replace ${doc(title)}`,
  },
  archiveDocument: {
    done: (title) => `archived ${doc(title)}`,
    refused: (title) => `tried to archive ${doc(title)}`,
  },
  unarchiveDocument: {
    done: (title) => `took out of the archive ${doc(title)}`,
    refused: (title) => `tried to take out of the archive ${doc(title)}`,
  },
  deleteDocument: {
    done: (title) => `deleted ${doc(title)}`,
    refused: (title) => `tried to delete ${doc(title)}`,
  },
  maskDocument: {
    done: (title) => `hid from professionals ${doc(title)}`,
    refused: (title) => `tried to hide ${doc(title)}`,
  },
  unmaskDocument: {
    done: (title) => `unhid ${doc(title)}`,
    refused: (title) => `tried to unhide ${doc(title)}`,
  },
  revealToHolder: {
    done: (title) => `made visible to the holder ${doc(title)}`,
    refused: (title) => `tried to make visible to the holder ${doc(title)}`,
  },
  revealToRepresentatives: {
    done: (title) => `made visible to the legal representatives ${doc(title)}`,
    refused: (title) => `tried to make visible to the legal representatives ${doc(title)}`,
  },
  readAgain: {
    done: (title) => `read ${doc(title)} again with a newer version of the program`,
    refused: (title) => `could not read ${doc(title)} again`,
  },
  tellHolder: {
    done: () => 'told the holder that something new awaits them',
    refused: () => 'could not tell the holder',
  },
  sendNotice: {
    done: () => 'sent a notice to the holder',
    refused: () => 'could not send a notice to the holder',
  },
  printLetter: {
    done: () => 'printed a notice to the holder',
    refused: () => 'tried to print a notice without being entitled',
  },
  registerPasskey: { done: () => 'registered a passkey', refused: () => 'could not register a passkey' },
  removePasskey: { done: () => 'removed a passkey', refused: () => 'could not remove a passkey' },
  importMatrix: {
    done: () => 'loaded an entitlement matrix',
    refused: () => 'could not load an entitlement matrix',
  },
  grantEntitlement: {
    done: () => 'entitled a professional',
    refused: () => 'could not entitle a professional',
  },
  revokeEntitlement: {
    done: () => 'withdrew an entitlement',
    refused: () => 'could not withdraw an entitlement',
  },
  askWipe: {
    done: () => 'asked for a device to be wiped',
    refused: () => 'could not have a device wiped',
  },
  confirmWipe: {
    done: () => 'destroyed what a lost device held',
    refused: () => 'could not destroy what a lost device held',
  },
  revokeDevice: { done: () => 'revoked a device', refused: () => 'could not revoke a device' },
  restoreBackup: { done: () => 'restored a backup', refused: () => 'could not restore a backup' },
};
