import type { Timer } from '#base/timer.ts';
import type { CardStation } from '#cards/station.ts';

/** A reader with one slot: so long the next card, a Vitale say, may take to come in its place; ms. */
export const SWAP_MS = 15_000;

/**
 * Calls once when the card was taken out of a station and none took its place. A bridge or reader that is out of reach
 * says nothing about its card. Returns the way to stop.
 */
export function watchCardGone(
  timer: Timer,
  station: Pick<CardStation, 'state' | 'onChange'>,
  gone: () => void,
): () => void {
  let stopTimer: (() => void) | undefined;
  let over = false;
  const look = (): void => {
    const { connected, cardPresent } = station.state();
    if (over || !connected) return;
    if (cardPresent) {
      stopTimer?.();
      stopTimer = undefined;
    } else
      stopTimer ??= timer.after(SWAP_MS, () => {
        stop();
        gone();
      });
  };
  const stopListening = station.onChange(look);
  function stop(): void {
    over = true;
    stopTimer?.();
    stopListening();
  }
  look();
  return stop;
}

type Station = Pick<CardStation, 'state' | 'onChange'>;

type CardsInUseDeps = {
  timer: Timer;
  /** Keeps the stations up, those behind a bridge too. */
  watch: () => () => void;
  /** Whether the card of the sign-in counts as well. */
  withSignIn: () => boolean;
  gone: () => void;
};

/** The cards that somebody signed in with and unlocked with: `gone` is called when one that counts is taken out. */
export function cardsInUse(deps: CardsInUseDeps) {
  let unlockedAt: Station | undefined;
  let signedInAt: Station | undefined;
  let stop = (): void => undefined;

  function follow(): void {
    stop();
    const station = unlockedAt ?? (deps.withSignIn() ? signedInAt : undefined);
    if (!station) return void (stop = () => undefined);
    const stopWatching = deps.watch();
    const stopCard = watchCardGone(deps.timer, station, () => {
      stop();
      deps.gone();
    });
    stop = () => {
      stopCard();
      stopWatching();
    };
  }

  return {
    unlocked(station: Station | undefined): void {
      unlockedAt = station;
      follow();
    },
    signedIn(station: Station | undefined): void {
      signedInAt = station;
      follow();
    },
    /** What counts was chosen anew. */
    follow,
  };
}
