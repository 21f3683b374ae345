import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardChannel } from '#cards/channel.ts';
import type { CardError } from '#cards/errors.ts';
import { DISPOSITION, PROTOCOL, SHARE, type PcscCard, type PcscContext } from './binding.ts';
import { errorOf, failureOf } from './errors.ts';
import { pcscPinPad } from './pin-pad.ts';
import { commandForT0 } from './t0.ts';

export interface PcscConnection {
  /** This connection's own; kept until the end, since the card's handle is worth nothing without it. */
  readonly context: PcscContext;
  readonly card: PcscCard;
}

export interface PcscChannelDeps extends PcscConnection {
  readonly atr: Uint8Array;
  /** Control code of the reader's keys, where it has any. */
  readonly pinPad: number | undefined;
  /** Says what became of the card and its reader after an exchange failed. */
  readonly whyFailed: () => Promise<CardError>;
}

export interface PcscChannel extends CardChannel {
  /**
   * The card or its reader is gone: the handle is given back, so that the next card can be had although nobody closed
   * this. What is asked of the channel from now on ends with `why`.
   */
  cut(why: CardError): Promise<void>;
  isOpen(): boolean;
}

/** One dialogue over an exclusive PC/SC connection. Commands go out one at a time, in the order of the calls. */
export function pcscChannel(deps: PcscChannelDeps): PcscChannel {
  const { card, pinPad } = deps;
  let open = true;
  let over: CardError = { type: 'CardRemoved' };
  let last: Promise<unknown> = Promise.resolve();

  const queue = (act: () => Promise<Result<Bytes, CardError>>): Promise<Result<Bytes, CardError>> => {
    const answer = last.then(() => (open ? act() : err(over)));
    last = answer;
    return answer;
  };

  const end = async (letGo: (deps: PcscChannelDeps) => void | Promise<void>): Promise<void> => {
    if (!open) return;
    open = false;
    await last;
    await letGo(deps);
  };

  return {
    atr: deps.atr,
    transmit: (command) => queue(() => transmitOnce(deps, command)),
    close: () => end(resetAndLeave),
    cut(why) {
      over = why;
      return end(leave);
    },
    isOpen: () => open,
    ...(pinPad !== undefined && { pinPad: pcscPinPad({ card, controlCode: pinPad, queue }) }),
  };
}

async function transmitOnce(
  { card, whyFailed }: PcscChannelDeps,
  command: Uint8Array,
): Promise<Result<Bytes, CardError>> {
  const sent = Buffer.from(card.protocol === PROTOCOL.t0 ? commandForT0(command) : command);
  try {
    const answer = Uint8Array.from(await card.transmit(sent));
    // a driver that lost its card may report success and nothing
    return answer.length < 2 ? err(await whyFailed()) : ok(answer);
  } catch (thrown) {
    const failure = failureOf(thrown);
    return err(failure.type === 'exchangeFailed' ? await whyFailed() : errorOf(failure));
  } finally {
    // it may have carried a code
    sent.fill(0);
  }
}

/**
 * Resets the card and lets it go. The reset is asked for by SCardReconnect, which works aside; as a part of
 * SCardDisconnect it would hold up the whole program for as long as the card takes.
 */
async function resetAndLeave(connection: PcscConnection): Promise<void> {
  try {
    await connection.card.reconnect(SHARE.exclusive, PROTOCOL.any, DISPOSITION.reset);
  } catch {
    // pulled out, or its reader gone: nothing is left to reset
  }
  leave(connection);
}

/** Gives card and context back as they are. */
export function leave({ card, context }: PcscConnection): void {
  try {
    card.disconnect(DISPOSITION.leave);
  } catch {
    // the reader or the service went first
  }
  context.close();
}
