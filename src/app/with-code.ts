import { utf8 } from '#base/bytes.ts';
import { err, type Result } from '#base/result.ts';
import type { Pin } from '#cards/station.ts';
import type { PresentedCard } from './card-login.ts';
import type { LateDesk } from './late-desk.ts';
import type { AppError } from './port.ts';
import { appErrorOfStation } from './station-problem.ts';

export type CodeDeps = {
  desk: Pick<LateDesk, 'open'>;
  /** Which server a card signs for may not be what it was. */
  forgetServer: () => void;
};

/**
 * Hands the CPS of the chosen station and its code to an act. The digits become bytes at once, which are wiped whatever
 * happens; without them the code is typed at the station.
 */
export async function withCode<T>(
  { desk, forgetServer }: CodeDeps,
  pin: string | undefined,
  act: (card: PresentedCard, code: Pin) => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> {
  const code: Pin = pin === undefined ? 'atStation' : utf8(pin);
  try {
    const opened = await desk.open();
    if (!opened.ok) return opened;
    const card = await opened.value.presentedCard();
    if (!card.ok) return err(appErrorOfStation(card.error));
    const done = await act(card.value, code);
    opened.value.loginDone(card.value, done.ok ? undefined : done.error);
    if (!done.ok && done.error.type === 'Server') forgetServer();
    return done;
  } finally {
    if (code !== 'atStation') code.fill(0);
  }
}
