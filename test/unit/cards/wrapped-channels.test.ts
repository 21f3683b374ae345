import { describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import { err, ok } from '#base/result.ts';
import { boundedChannel } from '#cards/apdu/bounded-channel.ts';
import { countingChannel } from '#cards/apdu/counting-channel.ts';
import { internalAuthenticate, MASTER_FILE, selectFile } from '#cards/apdu/commands.ts';
import { exchange } from '#cards/apdu/exchange.ts';
import { onLogicalChannel } from '#cards/apdu/logical-channel.ts';
import type { CardChannel, PinPadRequest } from '#cards/channel.ts';
import { withCard } from '#cards/with-card.ts';
import { createSimulatedReader } from '#demo/simulated-reader.ts';
import { answeringChannel, cardGone } from './channels.ts';

const request: PinPadRequest = { command: hex('00200001'), minLength: 4, maxLength: 4, timeout: 30 };

function withKeys(channel: CardChannel): { channel: CardChannel; asked: string[] } {
  const asked: string[] = [];
  const pinPad = {
    verify: ({ command }: PinPadRequest) => {
      asked.push(toHex(command));
      return Promise.resolve(ok(hex('9000')));
    },
  };
  return { asked, channel: { ...channel, pinPad } };
}

describe('a counting channel', () => {
  it('counts exchanges and bytes both ways, GET RESPONSE and keys included', async () => {
    const { channel } = withKeys(answeringChannel(['6102', '01029000']));
    const counting = countingChannel(channel);
    await exchange(counting, selectFile(MASTER_FILE), 'x');
    expect(counting.count()).toEqual({ exchanges: 2, bytesSent: 7 + 5, bytesReceived: 2 + 4 });
    await counting.pinPad?.verify(request);
    expect(counting.count()).toEqual({ exchanges: 3, bytesSent: 16, bytesReceived: 8 });
  });

  it('counts a command that got no answer, and has keys only where the reader has', async () => {
    const counting = countingChannel({
      ...answeringChannel([]),
      transmit: () => Promise.resolve(cardGone()),
    });
    await counting.transmit(hex('00a40000'));
    expect(counting.count()).toEqual({ exchanges: 1, bytesSent: 4, bytesReceived: 0 });
    expect(counting.pinPad).toBeUndefined();
  });
});

describe('a logical channel', () => {
  it('stands in every class byte: of chained commands, GET RESPONSE and replays, and at the keys', async () => {
    const inner = answeringChannel(['9000', '6100', '6c03', '0102039000']);
    const { channel, asked } = withKeys(inner);
    const addressed = onLogicalChannel(channel, 1);
    await exchange(addressed, internalAuthenticate(new Uint8Array(256)), 'x');
    expect(inner.sent.map((command) => command.slice(0, 4))).toEqual(['1188', '0188', '01c0', '01c0']);
    await addressed.pinPad?.verify(request);
    expect(asked).toEqual(['01200001']);
  });

  it('number 0 is the channel itself, and no command of the caller is changed', async () => {
    const inner = answeringChannel(['9000']);
    expect(onLogicalChannel(inner, 0)).toBe(inner);
    const command = hex('00200001');
    await onLogicalChannel(inner, 2).transmit(command);
    expect([toHex(command), inner.sent[0]]).toEqual(['00200001', '02200001']);
  });
});

describe('a dialogue', () => {
  it('is given so many exchanges and no more', async () => {
    const inner = answeringChannel(['9000']);
    const bounded = boundedChannel(inner, 3);
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await bounded.transmit(hex('00a40000')));
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, false, false]);
    expect(answers.at(-1)).toEqual(err({ type: 'TooMuchData' }));
    expect(inner.sent).toHaveLength(3);
  });

  it('without an end comes to one', async () => {
    const reader = createSimulatedReader();
    let sent = 0;
    reader.insert({
      atr: hex('3B00'),
      reset: () => undefined,
      transmit: () => Promise.resolve(hex('9000')),
    });
    const result = await withCard(reader, async (channel) => {
      for (;;) {
        const answer = await channel.transmit(hex('00a40000'));
        if (!answer.ok) return answer;
        sent++;
      }
    });
    expect(result).toEqual(err({ type: 'TooMuchData' }));
    expect(sent).toBeLessThan(10_000);
  });
});
