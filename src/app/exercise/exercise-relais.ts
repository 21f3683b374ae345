import { utf8 } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { ExportedFile } from '../dossier-port.ts';
import type { AppError, Relais } from '../port.ts';
import type { ReadingDesk } from '../reading-port.ts';
import { accountActs } from './account-acts.ts';
import { readExerciseVitale } from './cards.ts';
import { change } from './change-acts.ts';
import { documentActs } from './document-acts.ts';
import { dossierActs } from './dossier-acts.ts';
import { emergencyActs } from './emergency-acts.ts';
import { syncNow } from './outbox.ts';
import { STAFF } from './staff.ts';
import type { World } from './world.ts';

/**
 * What an exercise still takes of the real app: it is reloaded when the real one is at rest, the progress is the real
 * professional's, and whom to call is no exercise.
 */
export type RealPart = Pick<Relais, 'atQuietMoment' | 'trainingProgress' | 'noteTraining' | 'information'>;

/** The pages' port over the fictional world: nothing of it reaches a store, a vault, a card or the network. */
export function exerciseRelais(world: World, real: RealPart): Relais {
  const { view } = world;
  return {
    view,
    demoDesk: undefined,
    reading: readingDesk(),
    readVitale: async () => readExerciseVitale(world),
    async chooseSituation(situation) {
      view.situation = situation;
      return ok(undefined);
    },
    ...accountActs(world),
    ...dossierActs(world),
    ...documentActs(world),
    ...emergencyActs(world),
    ...nothingElse(),
    change: async (body) => change(world, body),
    async findProfessionals(query) {
      if (!view.online) return err({ type: 'Offline' });
      const sought = query.trim().toUpperCase();
      const professionals = STAFF.filter(({ name, psIdNat }) =>
        `${name} ${psIdNat}`.toUpperCase().includes(sought),
      );
      return ok({ professionals, more: false });
    },
    syncNow: async () => syncNow(world),
    atQuietMoment: (act) => real.atQuietMoment(act),
    information: () => real.information(),
    trainingProgress: () => real.trainingProgress(),
    noteTraining: (update) => real.noteTraining(update),
  };
}

type Nothing = Pick<
  Relais,
  | 'passkeys'
  | 'registerPasskey'
  | 'removePasskey'
  | 'notices'
  | 'markNoticesRead'
  | 'letters'
  | 'letter'
  | 'markLetterPrinted'
  | 'exportTraces'
  | 'exportDossier'
  | 'cancelTransfer'
  | 'exportUnsent'
  | 'discardRefused'
  | 'correctRefused'
  | 'planTakeBack'
  | 'takeBack'
  | 'round'
  | 'storage'
  | 'askToPersist'
  | 'eraseMyData'
>;

/** What no exercise is about: there is nothing of it in that world. */
function nothingElse(): Nothing {
  const unknown = async (): Promise<Result<never, AppError>> => err({ type: 'NotCached' });
  const done = async (): Promise<Result<void, AppError>> => ok(undefined);
  return {
    passkeys: async () => ok([]),
    registerPasskey: async () => err({ type: 'PasskeyUnavailable' }),
    removePasskey: done,
    notices: async () => ok({ notices: [], unread: 0 }),
    markNoticesRead: done,
    letters: async () => ok([]),
    letter: unknown,
    markLetterPrinted: done,
    exportTraces: async () => ok(paper()),
    exportDossier: async () =>
      ok({ fileName: paper().fileName, readAll: async (see) => ok(await see(paper().bytes)) }),
    cancelTransfer: () => undefined,
    exportUnsent: unknown,
    discardRefused: done,
    correctRefused: unknown,
    planTakeBack: unknown,
    takeBack: unknown,
    round: unknown,
    storage: async () => undefined,
    askToPersist: async () => false,
    eraseMyData: done,
  };
}

/** In place of a copy: it says what it is. */
const paper = (): ExportedFile => ({
  fileName: 'exercice.txt',
  bytes: utf8('Exercice / Exercise: 0.\n'),
});

function readingDesk(): ReadingDesk {
  return {
    usb: false,
    chooseReader: async () => err({ type: 'Cancelled' }),
    forgetReader: async () => undefined,
    chooseStation: () => undefined,
    pair: async () => err({ type: 'Bridge', bridge: { type: 'PairingLinkInvalid' } }),
    endPairing: async () => ok(undefined),
    selfTest: async () => ({
      at: '',
      browser: '',
      station: { kind: 'simulated', reader: undefined },
      card: undefined,
      steps: [],
    }),
  };
}
