import type { CardChannel } from '../channel.ts';

export interface ChannelCount {
  /** Commands sent, GET RESPONSE and replays included. */
  readonly exchanges: number;
  readonly bytesSent: number;
  /** Status bytes included. */
  readonly bytesReceived: number;
}

export interface CountingChannel extends CardChannel {
  count(): ChannelCount;
}

/** Passes everything on and counts it: for the self-test of a reader and for measurements. Keeps no byte. */
export function countingChannel(channel: CardChannel): CountingChannel {
  let count: ChannelCount = { exchanges: 0, bytesSent: 0, bytesReceived: 0 };
  const add = (sent: number, received: number): void => {
    const { exchanges, bytesSent, bytesReceived } = count;
    count = {
      exchanges: exchanges + 1,
      bytesSent: bytesSent + sent,
      bytesReceived: bytesReceived + received,
    };
  };
  const { pinPad } = channel;
  return {
    atr: channel.atr,
    count: () => count,
    async transmit(command) {
      const answer = await channel.transmit(command);
      add(command.length, answer.ok ? answer.value.length : 0);
      return answer;
    },
    close: () => channel.close(),
    ...(pinPad && {
      pinPad: {
        async verify(request) {
          const answer = await pinPad.verify(request);
          add(request.command.length, answer.ok ? answer.value.length : 0);
          return answer;
        },
      },
    }),
  };
}
