import type { ExerciseAct } from '#training/act.ts';
import type { Exercise, TrainingModule } from '#training/module.ts';
import type { PersonId } from '#training/people.ts';
import { stepsDone } from '#training/steps-done.ts';
import type { Language } from '#training/scene-documents.ts';
import type { Relais } from '../port.ts';
import { putCard } from './cards.ts';
import { exerciseRelais, type RealPart } from './exercise-relais.ts';
import { openWorld } from './open-world.ts';
import { setNetwork } from './outbox.ts';
import { replay } from './replay.ts';
import { showWorld } from './shown-dossier.ts';
import { dossierOf, type ExerciseCard } from './world.ts';

/** An exercise under way, as its guide follows it; what changes is reactive. */
export interface RunningExercise {
  readonly module: TrainingModule;
  readonly exercise: Exercise;
  /** For the pages, in place of the real one. */
  readonly relais: Relais;
  /** Ids of the steps that were done. */
  readonly done: readonly string[];
  /** What can be put into the reader, and what is in it. */
  readonly cards: readonly { id: ExerciseCard; name: string }[];
  readonly card: ExerciseCard | undefined;
  readonly putCard: (card: ExerciseCard | undefined) => void;
  readonly online: boolean;
  readonly setNetwork: (online: boolean) => void;
  /** Where a step is done, with the ids of the fictional dossiers filled in. */
  readonly pathOf: (at: string) => string;
}

type Given = {
  module: TrainingModule;
  language: Language;
  now: () => number;
  real: RealPart;
  /** Steps that were done before. */
  done: readonly string[];
};

/** Opens the world of a module's exercise, as far as it was done before. Undefined where it has none. */
export async function openExercise(given: Given): Promise<RunningExercise | undefined> {
  const { module, language, now, real } = given;
  const { exercise } = module;
  if (!exercise) return undefined;
  let acts = $state.raw<readonly ExerciseAct[]>([]);
  let card = $state.raw<ExerciseCard>();
  const before = exercise.steps.filter(({ id }) => given.done.includes(id));
  const world = await openWorld({
    scene: exercise.scene,
    language,
    now,
    note: (act) => (acts = [...acts, act]),
  });
  const relais = exerciseRelais(world, real);
  await replay(world, relais, before);
  // what was done again lets the person begin on an open screen
  world.view.locked = undefined;
  showWorld(world);
  const done = $derived(stepsDone(exercise, acts, given.done));
  const nameOf = (id: PersonId): string => {
    const person = world.people.get(id)?.person;
    return person ? `${person.firstName} ${person.familyName}` : id;
  };
  return {
    module,
    exercise,
    relais,
    get done() {
      return done;
    },
    cards: [...exercise.scene.cards.map((id) => ({ id, name: nameOf(id) })), { id: 'cps', name: '' }],
    get card() {
      return card;
    },
    putCard(wanted) {
      card = wanted;
      putCard(world, wanted);
    },
    get online() {
      return world.view.online;
    },
    setNetwork: (online) => setNetwork(world, online),
    pathOf: (at) =>
      at.replace(/:([a-z]+)/, (_whole, name: string) => {
        const known = [...world.people.keys()].find((id) => id === name);
        return (known && dossierOf(world, known)?.dossierId) ?? '';
      }),
  };
}
