import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import type { AwaitedOutcome, Limits } from './awaited.ts';
import type { BulkPipe } from './bulk.ts';
import { createMailbox } from './mailbox.ts';
import { abortCommand, encodeMessage, reachesCard, type CcidAnswer, type CcidCommand } from './messages.ts';
import { isBusy } from './refusal.ts';
import { pause, type Timer } from '#base/timer.ts';
import { createTurns, type Turns } from './turns.ts';

/**
 * Commands and their answers on one interface (CCID 1.10 §6). We speak first; each command has one answer with the same
 * slot and sequence number, before which the reader may ask for more time. One command per slot at a time, and no more
 * slots at once than the reader says.
 *
 *     send ──► wait ──► answer: done or failed
 *               │ ▲
 *               │ └─ time extension: wait again
 *               └──► silence: abort (control request, then command), then ReaderFault
 */
export interface CcidLink {
  /** A reader's refusal is an answer (outcome `failed`), not an error. */
  command(slot: number, command: CcidCommand, limits?: Limits): Promise<Result<CcidAnswer, CardError>>;
  /** True while a command of this slot runs or waits. */
  busy(slot: number): boolean;
  /** The running command of this slot is given up (aborted) unless answered within this time. */
  hurry(slot: number, withinMs: number): void;
  /** Fails what runs and all that comes. */
  end(error: CardError): void;
}

const QUICK: Limits = { silence: 5000, whole: 10_000 };
const BUSY_PAUSE_MS = 50;
const MAX_BUSY = 40;

export function createLink(deps: {
  readonly pipe: BulkPipe;
  readonly timer: Timer;
  readonly slots: number;
  readonly maxBusySlots: number;
  /** Control request ABORT (CCID 1.10 §5.3.1). */
  readonly abortRequest: (slot: number, seq: number) => Promise<void>;
  readonly onSend: (slot: number) => void;
  /** Every answer tells whether a card is in the slot. */
  readonly onAnswer: (answer: CcidAnswer) => void;
  /** The reader was unplugged. */
  readonly onGone: () => void;
}): CcidLink {
  const { pipe, timer } = deps;
  const lanes: readonly Turns[] = Array.from({ length: deps.slots }, () => createTurns(1));
  const places = createTurns(deps.maxBusySlots);
  const mailbox = createMailbox(deps);
  const sequence = new Map<number, number>();

  return {
    command: (slot, command, limits = QUICK) =>
      laneOf(slot).run(() => places.run(() => patiently(slot, command, limits))),
    busy: (slot) => laneOf(slot).busy(),
    hurry: (slot, withinMs) => mailbox.hurry(slot, withinMs),
    end: (error) => {
      mailbox.end(error);
    },
  };

  function laneOf(slot: number): Turns {
    const lane = lanes[slot];
    if (!lane) throw new RangeError('no such slot');
    return lane;
  }

  /**
   * Again after a while where the reader says that the slot is still busy. What goes to the card is sent once: a reader
   * may have carried out what it calls busy, and a code would be presented again.
   */
  async function patiently(
    slot: number,
    command: CcidCommand,
    limits: Limits,
  ): Promise<Result<CcidAnswer, CardError>> {
    for (let attempts = 0; ; attempts++) {
      const answer = await transact(slot, command, limits);
      const again = answer.ok && isBusy(answer.value) && !reachesCard(command) && attempts < MAX_BUSY;
      if (!again) return answer;
      await pause(timer, BUSY_PAUSE_MS);
    }
  }

  async function transact(
    slot: number,
    command: CcidCommand,
    limits: Limits,
  ): Promise<Result<CcidAnswer, CardError>> {
    const outcome = await exchange(slot, nextSequence(slot), command, limits);
    if (outcome.type === 'error') return err(outcome.error);
    if (outcome.type === 'silence') return abort(slot);
    const { answer } = outcome;
    return answer.outcome === 'done' && answer.type !== command.answer
      ? err({ type: 'ReaderFault', what: 'unexpected message' })
      : ok(answer);
  }

  async function abort(slot: number): Promise<Result<never, CardError>> {
    const seq = nextSequence(slot);
    await deps.abortRequest(slot, seq);
    const outcome = await exchange(slot, seq, abortCommand, QUICK);
    return err(outcome.type === 'error' ? outcome.error : { type: 'ReaderFault', what: 'silent' });
  }

  async function exchange(
    slot: number,
    seq: number,
    command: CcidCommand,
    limits: Limits,
  ): Promise<AwaitedOutcome> {
    const error = mailbox.ended();
    if (error) return { type: 'error', error };
    const waiting = mailbox.expect(slot, seq, limits);
    const message = encodeMessage(command, slot, seq);
    deps.onSend(slot);
    const sent = await pipe.send(message);
    message.fill(0); // it may hold a code
    if (sent.ok) mailbox.read();
    else mailbox.fail(waiting, sent.error);
    const outcome = await waiting.outcome;
    mailbox.forget(slot);
    return outcome;
  }

  function nextSequence(slot: number): number {
    const seq = ((sequence.get(slot) ?? -1) + 1) & 0xff;
    sequence.set(slot, seq);
    return seq;
  }
}
