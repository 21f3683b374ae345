import type { Bytes } from '#base/bytes.ts';
import type { CardChannel } from '../channel.ts';

/**
 * The same card on another of its logical channels: the number stands in the two low bits of every class byte, of
 * chained commands and GET RESPONSE too (ISO/IEC 7816-4 §5.4.1). Our copies of the commands are wiped.
 */
export function onLogicalChannel(channel: CardChannel, number: 0 | 1 | 2 | 3): CardChannel {
  if (number === 0) return channel;
  const { pinPad } = channel;
  return {
    atr: channel.atr,
    async transmit(command) {
      const addressed = address(command, number);
      try {
        return await channel.transmit(addressed);
      } finally {
        addressed.fill(0);
      }
    },
    close: () => channel.close(),
    ...(pinPad && {
      pinPad: {
        verify: (request) => pinPad.verify({ ...request, command: address(request.command, number) }),
      },
    }),
  };
}

function address(command: Uint8Array, number: number): Bytes {
  const addressed = Uint8Array.from(command);
  addressed[0] = (addressed[0] ?? 0) | number;
  return addressed;
}
