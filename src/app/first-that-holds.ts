import { err, type Result } from '#base/result.ts';
import type { CardStation, StationError } from '#cards/station.ts';

/** What another station may have: this one holds another card, or none. */
const ELSEWHERE: readonly StationError['type'][] = ['NoCard', 'WrongCard'];

/**
 * Asks one station after the other for the card that is wanted; where none holds it, the answer is what the first, the
 * chosen one, said.
 */
export async function firstThatHolds<T>(
  stations: readonly CardStation[],
  ask: (station: CardStation) => Promise<Result<T, StationError>>,
): Promise<Result<{ station: CardStation; value: T }, StationError>> {
  let said: StationError | undefined;
  for (const station of stations) {
    const answer = await ask(station);
    if (answer.ok) return { ok: true, value: { station, value: answer.value } };
    said ??= answer.error;
    if (!ELSEWHERE.includes(answer.error.type)) break;
  }
  return err(said ?? { type: 'NoReader' });
}
