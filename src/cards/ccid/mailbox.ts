import type { CardError } from '../errors.ts';
import { awaitAnswer, type AwaitedAnswer, type Limits } from './awaited.ts';
import type { BulkPipe } from './bulk.ts';
import { parseAnswer, type CcidAnswer } from './messages.ts';
import type { Timer } from '#base/timer.ts';

/** Where answers are awaited: at most one a slot. */
export interface Mailbox {
  expect(slot: number, seq: number, limits: Limits): AwaitedAnswer;
  forget(slot: number): void;
  /** Reads until nothing is awaited any more. */
  read(): void;
  /** This one gets the error instead of an answer; all do where the reader is gone. */
  fail(waiting: AwaitedAnswer, error: CardError): void;
  hurry(slot: number, withinMs: number): void;
  /** Fails what is awaited, and all that comes. */
  end(error: CardError): void;
  ended(): CardError | undefined;
}

/** Messages that answer nothing we asked, between two that do. */
const MAX_STALE = 32;

/**
 * Gives each answer to the slot and number that await it, and drops the others. One read at a time is open, and only while
 * an answer is awaited: WebUSB cannot take a read back, so a late answer goes to the read of the next command.
 */
export function createMailbox(deps: {
  readonly pipe: BulkPipe;
  readonly timer: Timer;
  readonly onAnswer: (answer: CcidAnswer) => void;
  readonly onGone: () => void;
}): Mailbox {
  const awaited = new Map<number, AwaitedAnswer>();
  let ended: CardError | undefined;
  let reading = false;
  let stale = 0;

  return {
    expect(slot, seq, limits) {
      const waiting = awaitAnswer(deps.timer, seq, limits);
      awaited.set(slot, waiting);
      return waiting;
    },
    forget: (slot) => void awaited.delete(slot),
    read: () => void read(),
    fail: (waiting, error) => {
      fail([waiting], error);
    },
    hurry: (slot, withinMs) => awaited.get(slot)?.hurry(withinMs),
    end,
    ended: () => ended,
  };

  async function read(): Promise<void> {
    if (reading) return;
    reading = true;
    while (awaited.size > 0 && !ended) {
      const message = await deps.pipe.receive();
      if (message.ok) dispatch(message.value);
      else fail([...awaited.values()], message.error);
      // lets whoever was answered leave the list, and its next command come
      await Promise.resolve();
    }
    reading = false;
  }

  function dispatch(message: Uint8Array): void {
    const answer = parseAnswer(message);
    const waiting = answer && awaited.get(answer.slot);
    if (!answer || waiting?.seq !== answer.seq) return drop();
    stale = 0;
    deps.onAnswer(answer);
    waiting.take(answer);
  }

  function drop(): void {
    if (++stale <= MAX_STALE) return;
    stale = 0;
    fail([...awaited.values()], { type: 'ReaderFault', what: 'answers nothing that was asked' });
  }

  function fail(whom: readonly AwaitedAnswer[], error: CardError): void {
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
