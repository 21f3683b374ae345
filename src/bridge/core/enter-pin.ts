import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Timer } from '#base/timer.ts';
import type { CardStation, Pin, StationError } from '#cards/station.ts';
import type { PinScreen } from './ports.ts';

/** How long a code may be typed at the bridge's screen, ms. */
const TYPING_MS = 60_000;

export interface PinEntry {
  readonly screen: PinScreen | undefined;
  readonly timer: Timer;
  readonly appName: string;
  /** Tells the app that the code is being typed at the bridge, and when that is over. */
  readonly onTyping: (typing: boolean) => void;
}

/**
 * The code for one VERIFY: a copy of what came with the request, or the reader's own keys, or what is typed at the
 * screen. There the card is asked first whether it is a CPS and how many tries are left, so that nobody types in vain.
 */
export async function pinAt(
  entry: PinEntry,
  station: CardStation,
  typed: Bytes | undefined,
  gone: AbortSignal,
): Promise<Result<Pin, StationError>> {
  if (typed) return ok(typed.slice());
  if (station.state().ownPinEntry === 'pinPad') return ok('atStation');
  if (!entry.screen) return err({ type: 'NoPinEntry' });
  const card = await station.cpsIdentity();
  if (!card.ok) return card;
  return typedAtScreen(entry, entry.screen, card.value.triesLeft, gone);
}

async function typedAtScreen(
  { timer, appName, onTyping }: PinEntry,
  screen: PinScreen,
  triesLeft: number | undefined,
  gone: AbortSignal,
): Promise<Result<Pin, StationError>> {
  const late = new AbortController();
  const stop = timer.after(TYPING_MS, () => late.abort());
  onTyping(true);
  const pin = await screen.askPin({ appName, triesLeft }, AbortSignal.any([gone, late.signal]));
  onTyping(false);
  stop();
  if (pin) return ok(pin);
  return err({ type: late.signal.aborted ? 'PinPadTimeout' : 'PinPadCancelled' });
}

export function wipe(pin: Pin | undefined): void {
  if (pin instanceof Uint8Array) pin.fill(0);
}

/** Tells of the reader's own keys while an act runs; returns the way to stop. */
export function followPinPad(station: CardStation, onTyping: (typing: boolean) => void): () => void {
  let typing = false;
  return station.onChange(() => {
    const now = station.state().waitingFor?.type === 'pin';
    if (now !== typing) onTyping(now);
    typing = now;
  });
}
