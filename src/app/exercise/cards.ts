import { err, ok, type Result } from '#base/result.ts';
import type { StationError } from '#cards/station.ts';
import type { VitaleReading } from '#cards/vitale/records.ts';
import type { StationLine } from '../reading-port.ts';
import type { AppError } from '../port.ts';
import { EXERCISE_PIN } from './staff.ts';
import type { ExerciseCard, World } from './world.ts';

/** The reader of the exercise: always there, and the one that is used. */
export const stationLine = (cardPresent: boolean): StationLine => ({
  id: 'exercise',
  name: 'Lecteur de l’exercice',
  kind: 'simulated',
  chosen: true,
  problem: undefined,
  reader: undefined,
  pairing: undefined,
  connected: true,
  cardPresent,
  ownPinEntry: undefined,
  waitingFor: undefined,
});

/** Another card takes the place of the one that was there. */
export function putCard(world: World, card: ExerciseCard | undefined): void {
  const { view } = world;
  world.card = card;
  view.stationLines = [stationLine(card !== undefined)];
  if (card !== undefined) view.cardsCame += 1;
}

export function readExerciseVitale(world: World): Result<VitaleReading, StationError> {
  const { card } = world;
  if (card === undefined) return err({ type: 'NoCard' });
  const known = card === 'cps' ? undefined : world.people.get(card);
  if (!known) return err({ type: 'WrongCard', found: 'cps' });
  const { familyName, firstName, birthDate, nir, id } = known.person;
  world.note({ type: 'vitaleRead', person: id });
  return ok({
    persons: [{ familyName, firstName, birthDate, nir, nationality: 'FR' }],
    validFrom: '20200101',
  });
}

/** The professional's own card, and its code. A wrong one costs no try here. */
export function checkCps({ card }: World, pin: string | undefined): Result<void, AppError> {
  if (card === undefined) return err({ type: 'Card', card: { type: 'NoCard' } });
  if (card !== 'cps') return err({ type: 'Card', card: { type: 'WrongCard', found: 'vitale' } });
  if (pin !== EXERCISE_PIN) return err({ type: 'Card', card: { type: 'WrongPin', triesLeft: 2 } });
  return ok(undefined);
}
