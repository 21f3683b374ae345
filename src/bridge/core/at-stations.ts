import { err, type Result } from '#base/result.ts';
import type { CardStation, StationError } from '#cards/station.ts';

/** An act with its answer, which may come before the card was let go. */
export interface Act<T> {
  readonly answer: Promise<Result<T, StationError>>;
  /** Resolves when nothing of the act touches a card any more. Never rejects. */
  readonly settled: Promise<void>;
}

/**
 * Runs an act at the stations that hold a card, one after the other until one holds the right card: the CPS may be in
 * one slot and the Vitale in another. Where none is right, what the first said is the answer. The act's signal ends when
 * its answer is out.
 */
export function actAtStations<T>(
  stations: readonly CardStation[],
  act: (station: CardStation, gone: AbortSignal) => Promise<Result<T, StationError>>,
): Act<T> {
  const dialogues: Promise<unknown>[] = [];
  const answer = eachInTurn(stations, (station) => {
    const gone = new AbortController();
    const dialogue = act(station, gone.signal);
    dialogues.push(dialogue);
    return answerOrGone(station, dialogue, gone);
  });
  const settled = answer
    .then(
      () => Promise.allSettled(dialogues),
      () => Promise.allSettled(dialogues),
    )
    .then(() => undefined);
  return { answer, settled };
}

async function eachInTurn<T>(
  stations: readonly CardStation[],
  act: (station: CardStation) => Promise<Result<T, StationError>>,
): Promise<Result<T, StationError>> {
  const connected = stations.filter((station) => station.state().connected);
  if (connected.length === 0) return err({ type: 'NoReader' });
  let first: Result<T, StationError> | undefined;
  for (const station of connected.filter((one) => one.state().cardPresent)) {
    const result = await act(station);
    if (result.ok || !isOtherCard(result.error)) return result;
    first ??= result;
  }
  return first ?? err({ type: 'NoCard' });
}

/** Another slot may hold the card that was meant. */
const OTHER_CARD: ReadonlySet<StationError['type']> = new Set([
  'WrongCard',
  'UnknownCard',
  'Vitale1',
  'ContactlessCps',
  'CardMute',
  'NoCard',
]);
const isOtherCard = (error: StationError): boolean => OTHER_CARD.has(error.type);

/** A card pulled out, or a reader unplugged, answers at once: some dialogues would find out only at their next step. */
async function answerOrGone<T>(
  station: CardStation,
  dialogue: Promise<Result<T, StationError>>,
  ended: AbortController,
): Promise<Result<T, StationError>> {
  let stop: () => void = () => undefined;
  const gone = new Promise<Result<T, StationError>>((resolve) => {
    stop = station.onChange(() => {
      const { connected, cardPresent } = station.state();
      if (!connected) resolve(err({ type: 'ReaderGone' }));
      else if (!cardPresent) resolve(err({ type: 'CardRemoved' }));
    });
  });
  try {
    return await Promise.race([dialogue, gone]);
  } finally {
    stop();
    ended.abort();
  }
}
