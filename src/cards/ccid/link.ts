import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import { awaitAnswer, type AwaitedAnswer, type Limits } from './awaited.ts';
import type { BulkPipe } from './bulk.ts';
import { abortCommand, encodeMessage, parseAnswer, type CcidAnswer, type CcidCommand } from './messages.ts';
import { isBusy } from './refusal.ts';
import { pause, type Timer } from './timer.ts';
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
 *
 * One read at a time is open, and only while an answer is awaited: WebUSB cannot take a read back, so a late answer goes
 * to the read of the next command, which drops it by its sequence number.
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
/** Messages that answer nothing we asked, between two that do. */
const MAX_STALE = 32;
const BUSY_PAUSE_MS = 50;
const MAX_BUSY = 40;

export function createLink(deps: {
  readonly pipe: BulkPipe;
  readonly timer: Timer;
  readonly slots: number;
  readonly maxBusySlots: number;
  /** Control request ABORT (CCID 1.10 §5.3.1). */
  readonly abortRequest: (slot: number, seq: number) => Promise<void>;
  /** Every answer tells whether a card is in the slot. */
  readonly onAnswer: (answer: CcidAnswer) => void;
  /** The reader was unplugged. */
  readonly onGone: () => void;
}): CcidLink {
  const { pipe, timer } = deps;
  const lanes: readonly Turns[] = Array.from({ length: deps.slots }, () => createTurns(1));
  const places = createTurns(deps.maxBusySlots);
  const awaited = new Map<number, AwaitedAnswer>();
  const sequence = new Map<number, number>();
  let ended: CardError | undefined;
  let reading = false;
  let stale = 0;

  return {
    command: (slot, command, limits = QUICK) =>
      laneOf(slot).run(() => places.run(() => patiently(slot, command, limits))),
    busy: (slot) => laneOf(slot).busy(),
    hurry: (slot, withinMs) => awaited.get(slot)?.hurry(withinMs),
    end,
  };

  function laneOf(slot: number): Turns {
    const lane = lanes[slot];
    if (!lane) throw new RangeError('no such slot');
    return lane;
  }

  /** Again after a while where the reader says that the slot is still busy. */
  async function patiently(
    slot: number,
    command: CcidCommand,
    limits: Limits,
  ): Promise<Result<CcidAnswer, CardError>> {
    for (let attempts = 0; ; attempts++) {
      const answer = await transact(slot, command, limits);
      if (!answer.ok || !isBusy(answer.value) || attempts >= MAX_BUSY) return answer;
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
  ): Promise<Awaited<AwaitedAnswer['outcome']>> {
    if (ended) return { type: 'error', error: ended };
    const answer = awaitAnswer(timer, seq, limits);
    awaited.set(slot, answer);
    const message = encodeMessage(command, slot, seq);
    const sent = await pipe.send(message);
    message.fill(0); // it may hold a code
    if (sent.ok) void read();
    else failed(sent.error, [answer]);
    const outcome = await answer.outcome;
    awaited.delete(slot);
    return outcome;
  }

  function nextSequence(slot: number): number {
    const seq = ((sequence.get(slot) ?? -1) + 1) & 0xff;
    sequence.set(slot, seq);
    return seq;
  }

  async function read(): Promise<void> {
    if (reading) return;
    reading = true;
    while (awaited.size > 0 && !ended) {
      const message = await pipe.receive();
      if (message.ok) dispatch(message.value);
      else failed(message.error, [...awaited.values()]);
      // lets whoever was answered leave the list, and its next command come
      await Promise.resolve();
    }
    reading = false;
  }

  function dispatch(message: Uint8Array): void {
    const answer = parseAnswer(message);
    const waiting = answer && awaited.get(answer.slot);
    if (!answer || waiting?.seq !== answer.seq) return dropped();
    stale = 0;
    deps.onAnswer(answer);
    waiting.take(answer);
  }

  function dropped(): void {
    if (++stale <= MAX_STALE) return;
    stale = 0;
    failed({ type: 'ReaderFault', what: 'answers nothing that was asked' }, [...awaited.values()]);
  }

  function failed(error: CardError, whom: readonly AwaitedAnswer[]): void {
    if (error.type === 'ReaderGone') end(error);
    for (const waiting of whom) waiting.fail(error);
  }

  function end(error: CardError): void {
    if (ended) return;
    ended = error;
    for (const waiting of awaited.values()) waiting.fail(error);
    if (error.type === 'ReaderGone') deps.onGone();
  }
}
