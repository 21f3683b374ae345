import type { Bytes } from '#base/bytes.ts';
import { err, type Result } from '#base/result.ts';
import type { CardChannel, PinPad } from '../channel.ts';
import type { CardError } from '../errors.ts';
import type { Exchange } from './exchange.ts';

/** The channel of a slot, which the slot can cut. */
export interface SlotChannel extends CardChannel {
  /** Card or reader are gone: what runs and all that comes gets this error at once. */
  cut(error: CardError): void;
}

/** One powered card until closed or cut. Commands go out one after the other, in the order of the calls. */
export function createSlotChannel(deps: {
  readonly atr: Bytes;
  readonly exchange: Exchange;
  readonly pinPad: PinPad | undefined;
  /** Gives up a command that still runs. */
  readonly interrupt: () => void;
  readonly powerOff: () => Promise<unknown>;
  readonly release: (channel: SlotChannel) => void;
}): SlotChannel {
  let over: CardError | undefined;
  let closing: Promise<void> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let running = 0;
  let signalCut: (error: CardError) => void = () => undefined;
  const cutOff = new Promise<CardError>((resolve) => (signalCut = resolve)).then((error) => err(error));

  const tracked = async (run: () => Promise<Result<Bytes, CardError>>): Promise<Result<Bytes, CardError>> => {
    running++;
    const answer = await run();
    running--;
    return answer;
  };
  const inTurn = (run: () => Promise<Result<Bytes, CardError>>): Promise<Result<Bytes, CardError>> => {
    const answer = last.then(() => (over ? err(over) : Promise.race([tracked(run), cutOff])));
    last = answer;
    return answer;
  };

  const cut = (error: CardError): void => {
    if (over) return;
    over = error;
    signalCut(error);
    deps.release(channel);
  };

  const close = async (): Promise<void> => {
    if (over) return;
    over = { type: 'CardRemoved' };
    if (running > 0) deps.interrupt();
    signalCut(over);
    await deps.powerOff();
    deps.release(channel);
  };

  const { pinPad } = deps;
  const channel: SlotChannel = {
    atr: deps.atr,
    transmit: (command) => inTurn(() => deps.exchange(command)),
    close: () => (closing ??= close()),
    cut,
    ...(pinPad && { pinPad: { verify: (request) => inTurn(() => pinPad.verify(request)) } }),
  };
  return channel;
}
