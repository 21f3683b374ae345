import { err } from '#base/result.ts';
import type { CardChannel } from '../channel.ts';

/** Exchanges of one dialogue. The longest of ours has about sixty; a card that gives little at a time needs more. */
const MAX_EXCHANGES = 2000;

/** Passes on so many commands and no more: then TooMuchData, so that no card holds a dialogue for ever. */
export function boundedChannel(channel: CardChannel, max = MAX_EXCHANGES): CardChannel {
  let left = max;
  return {
    atr: channel.atr,
    transmit(command) {
      if (left-- <= 0) return Promise.resolve(err({ type: 'TooMuchData' }));
      return channel.transmit(command);
    },
    close: () => channel.close(),
    ...(channel.pinPad && { pinPad: channel.pinPad }),
  };
}
