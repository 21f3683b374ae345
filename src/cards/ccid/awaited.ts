import type { CcidAnswer } from './messages.ts';
import type { Timer } from '#base/timer.ts';
import type { CardError } from '../errors.ts';

/** How long a command may take, milliseconds. */
export interface Limits {
  /** Between two signs of life: the answer or a time extension. */
  readonly silence: number;
  /** In all, however often the reader asks for time. */
  readonly whole: number;
}

export type AwaitedOutcome =
  | { readonly type: 'answer'; readonly answer: CcidAnswer }
  | { readonly type: 'error'; readonly error: CardError }
  /** Nothing came in time, or nobody wants it any more: the command is to be aborted. */
  | { readonly type: 'silence' };

/** The answer that one slot waits for. */
export interface AwaitedAnswer {
  readonly seq: number;
  readonly outcome: Promise<AwaitedOutcome>;
  /** Takes the answer, or the reader's wish for more time. */
  take(answer: CcidAnswer): void;
  fail(error: CardError): void;
  /** Gives up unless the answer comes within this time. */
  hurry(withinMs: number): void;
}

/** A second each is usual: more than an hour of them is no card at work. */
const MAX_EXTENSIONS = 1000;

export function awaitAnswer(timer: Timer, seq: number, limits: Limits): AwaitedAnswer {
  let settle: (outcome: AwaitedOutcome) => void = () => undefined;
  const promise = new Promise<AwaitedOutcome>((resolve) => (settle = resolve));
  let extensions = 0;
  const giveUp = (): void => end({ type: 'silence' });
  let stopSilence = timer.after(limits.silence, giveUp);
  const stopWhole = timer.after(limits.whole, giveUp);
  const hurry = (withinMs: number): void => {
    stopSilence();
    stopSilence = timer.after(withinMs, giveUp);
  };

  function end(outcome: AwaitedOutcome): void {
    stopSilence();
    stopWhole();
    settle(outcome);
  }

  return {
    seq,
    outcome: promise,
    take(answer) {
      if (answer.outcome !== 'timeExtension') return end({ type: 'answer', answer });
      if (++extensions > MAX_EXTENSIONS) return giveUp();
      hurry(limits.silence);
    },
    fail: (error) => end({ type: 'error', error }),
    hurry,
  };
}
