import { afterEach, describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import type { CardChannel, CardReader } from '#cards/channel.ts';

/** What an adapter under test provides: a reader with a card in it that knows SELECT MF and READ BINARY. */
export interface CardChannelAdapter {
  readonly reader: CardReader;
  /** Pulls the card out; undefined where a test cannot. */
  readonly pull?: () => void | Promise<void>;
  /** Puts the card back after `pull`. */
  readonly insert?: () => void | Promise<void>;
  readonly dispose?: () => void | Promise<void>;
}

const SELECT_MF = hex('00A4000C023F00');
const GET_CHALLENGE_OF_NO_CARD = hex('00FF000000');

/** The contract of the port `CardChannel`, for every adapter: simulated, CCID, PC/SC. */
export function describeCardChannel(name: string, start: () => Promise<CardChannelAdapter>): void {
  describe(`${name} as a card channel`, () => {
    const opened: CardChannel[] = [];
    const adapters: CardChannelAdapter[] = [];
    afterEach(async () => {
      for (const channel of opened.splice(0)) await channel.close();
      for (const adapter of adapters.splice(0)) await adapter.dispose?.();
    });
    const ready = async (): Promise<CardChannelAdapter> => {
      const adapter = await start();
      adapters.push(adapter);
      return adapter;
    };
    const open = async ({ reader }: CardChannelAdapter): Promise<CardChannel> => {
      const channel = unwrap(await reader.open());
      opened.push(channel);
      return channel;
    };

    it('gives the answer to reset', async () => {
      const { atr } = await open(await ready());
      expect([0x3b, 0x3f]).toContain(atr[0]);
    });

    it('carries a command to the card and its answer, with the status, back', async () => {
      const channel = await open(await ready());
      expect(toHex(unwrap(await channel.transmit(SELECT_MF)))).toMatch(/^(9000|61..)$/);
    });

    it('passes on the refusal of an unknown instruction as an answer, not as an error', async () => {
      const channel = await open(await ready());
      const answer = unwrap(await channel.transmit(GET_CHALLENGE_OF_NO_CARD));
      expect(answer.length).toBe(2);
      expect(toHex(answer)).not.toBe('9000');
    });

    it('answers commands in the order in which they were sent', async () => {
      const channel = await open(await ready());
      const answers = await Promise.all([
        channel.transmit(SELECT_MF),
        channel.transmit(GET_CHALLENGE_OF_NO_CARD),
      ]);
      expect(answers.map((answer) => toHex(unwrap(answer)).startsWith('6d'))).toEqual([false, true]);
    });

    it('leaves the command as it was', async () => {
      const channel = await open(await ready());
      const command = hex('00A4000C023F00');
      await channel.transmit(command);
      expect(command).toEqual(SELECT_MF);
    });

    it('is exclusive until closed', async () => {
      const adapter = await ready();
      const channel = await open(adapter);
      expect(await adapter.reader.open()).toMatchObject({ error: { type: 'Busy' } });
      await channel.close();
      expect((await open(adapter)).atr).toEqual(channel.atr);
    });

    it('may be closed twice, and takes no command afterwards', async () => {
      const channel = await open(await ready());
      await channel.close();
      await channel.close();
      expect((await channel.transmit(SELECT_MF)).ok).toBe(false);
    });

    it('closed late does not disturb the dialogue that came after it', async () => {
      const adapter = await ready();
      const first = await open(adapter);
      await first.close();
      const second = await open(adapter);
      await first.close();
      expect((await second.transmit(SELECT_MF)).ok).toBe(true);
    });

    it('says CardRemoved once the card is gone, and NoCard to the next', async () => {
      const adapter = await ready();
      if (!adapter.pull || !adapter.insert) return;
      const channel = await open(adapter);
      await adapter.pull();
      expect(await channel.transmit(SELECT_MF)).toMatchObject({ error: { type: 'CardRemoved' } });
      expect(await adapter.reader.open()).toMatchObject({ error: { type: 'NoCard' } });
      expect(adapter.reader.cardPresent()).toBe(false);
      await adapter.insert();
      expect(await channel.transmit(SELECT_MF)).toMatchObject({ ok: false });
      expect((await (await open(adapter)).transmit(SELECT_MF)).ok).toBe(true);
    });

    it('tells its listeners that a card came or went, until they stop', async () => {
      const adapter = await ready();
      if (!adapter.pull || !adapter.insert) return;
      let calls = 0;
      const stop = adapter.reader.onChange(() => calls++);
      await adapter.pull();
      const afterPull = calls;
      await adapter.insert();
      expect([afterPull > 0, calls > afterPull]).toEqual([true, true]);
      stop();
      const before = calls;
      await adapter.pull();
      expect(calls).toBe(before);
    });
  });
}
