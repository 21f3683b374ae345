import type { Command } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { prepareChangeDocument } from './change-document.ts';
import { prepareChangeHolderData } from './change-holder-data.ts';
import { prepareRightChange } from './change-right.ts';
import { prepareCreateDossier } from './create-dossier.ts';
import { prepareDossierLife } from './dossier-life.ts';
import { prepareNoteEmergency } from './note-emergency.ts';
import { prepareProvideDocument } from './provide-document.ts';
import { prepareRecordAccess } from './record-access.ts';
import type { CommandDeps, Prepared, Sender } from './scope.ts';

/** What a command needs besides the rows of its shard, found before the transaction; or why it needs none. */
export function prepare(
  deps: CommandDeps,
  { body }: Command,
  sender: Sender,
): Promise<Prepared | { refused: RefusalCode }> {
  switch (body.type) {
    case 'createDossier':
      return prepareCreateDossier(deps, body, sender.professional);
    case 'provideDocument':
      return prepareProvideDocument(deps, body, sender);
    case 'grantAuthorisation':
    case 'withdrawAuthorisation':
    case 'blockProfessional':
    case 'unblockProfessional':
    case 'declareAttendingPhysician':
    case 'confirmAttendingPhysician':
    case 'endAttendingPhysician':
    case 'authoriseCareTeam':
    case 'changeCareTeam':
    case 'withdrawCareTeam':
    case 'setOppositions':
    case 'recordRepresentative':
    case 'endRepresentative':
      return prepareRightChange(deps, body, sender.professional);
    case 'changeDocument':
      return prepareChangeDocument(deps, body);
    case 'changeHolderData':
      return prepareChangeHolderData(deps, body);
    case 'closeDossier':
    case 'reactivateDossier':
    case 'requestErasure':
      return prepareDossierLife(deps, body);
    case 'noteEmergency':
      return prepareNoteEmergency(deps, body);
    case 'recordAccess':
      return prepareRecordAccess(deps, body);
  }
}
