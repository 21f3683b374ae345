import type { Result } from '#base/result.ts';
import type { AppError, Relais } from './port.ts';
import type { VaultPart } from './vault-part.ts';
import type { ViewState } from './view.svelte.ts';

type Acts = Omit<
  Relais,
  | 'view'
  | 'demoDesk'
  | 'reading'
  | 'chooseSituation'
  | 'readVitale'
  | 'signIn'
  | 'signOut'
  | 'createVault'
  | 'unlockVault'
  | 'lockVault'
  | 'vault'
  | 'openEmergency'
  | 'resumeEmergency'
  | 'endEmergency'
  | 'myEmergencies'
  | 'passkeys'
  | 'registerPasskey'
  | 'removePasskey'
  | 'storage'
  | 'askToPersist'
  | 'eraseMyData'
  | 'atQuietMoment'
  | 'devices'
  | 'askWipe'
  | 'information'
>;

/** The acts that come with the vault's part of the program: it is there when a vault is open. */
export function vaultActs(view: ViewState, load: () => Promise<Result<VaultPart, AppError>>): Acts {
  const withPart = async <T>(
    act: (part: VaultPart) => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> => {
    const part = await load();
    return part.ok ? act(part.value) : part;
  };
  return {
    findDossier: (insC) => withPart((part) => part.findDossier(insC)),
    listOpenDossiers: () => withPart((part) => part.listOpenDossiers()),
    createDossier: (input) => withPart((part) => part.createDossier(input)),
    authoriseMyself: (dossierId, presence) => withPart((part) => part.authoriseMyself(dossierId, presence)),
    openDossier: (dossierId) => withPart((part) => part.openDossier(dossierId)),
    setPinned: (dossierId, pinned) => withPart((part) => part.setPinned(dossierId, pinned)),
    setStarred: (dossierId, documentId, starred) =>
      withPart((part) => part.setStarred(dossierId, documentId, starred)),
    dossier: (dossierId) => withPart((part) => part.dossier(dossierId)),
    content: (dossierId, documentId) => withPart((part) => part.content(dossierId, documentId)),
    traces: (dossierId, cursor, filter) => withPart((part) => part.traces(dossierId, cursor, filter)),
    exportTraces: (dossierId) => withPart((part) => part.exportTraces(dossierId)),
    exportDossier: (dossierId, madeFor) => withPart((part) => part.exportDossier(dossierId, madeFor)),
    change: (body) => withPart((part) => part.change(body)),
    findProfessionals: (query) => withPart((part) => part.findProfessionals(query)),
    setConfidential(dossierId) {
      view.confidential = dossierId;
    },
    notices: (before) => withPart((part) => part.notices(before)),
    markNoticesRead: (noticeIds) => withPart((part) => part.markNoticesRead(noticeIds)),
    letters: () => withPart((part) => part.letters()),
    letter: (letterId) => withPart((part) => part.letter(letterId)),
    markLetterPrinted: (letterId) => withPart((part) => part.markLetterPrinted(letterId)),
    addDocument: (dossierId, document) => withPart((part) => part.addDocument(dossierId, document)),
    prepareDocument: (dossierId, file) => withPart((part) => part.prepareDocument(dossierId, file)),
    exportUnsent: (id) => withPart((part) => part.exportUnsent(id)),
    discardRefused: (id) => withPart((part) => part.discardRefused(id)),
    planTakeBack: (id) => withPart((part) => part.planTakeBack(id)),
    takeBack: (ids) => withPart((part) => part.takeBack(ids)),
    correctRefused: (id) => withPart((part) => part.correctRefused(id)),
    round: () => withPart((part) => part.round()),
    search: () => withPart((part) => part.search()),
    trainingProgress: () => withPart((part) => part.trainingProgress()),
    noteTraining: (more) => withPart((part) => part.noteTraining(more)),
    async syncNow() {
      const part = await load();
      if (part.ok) await part.value.syncNow();
    },
    cancelTransfer(id) {
      void load().then((part) => part.ok && part.value.cancelTransfer(id));
    },
  };
}
