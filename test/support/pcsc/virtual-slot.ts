import { setTimeout as pause } from 'node:timers/promises';
import { unwrap } from '#base/result.ts';
import type { CardReader } from '#cards/channel.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { connectToVpcd, type VpcdConnection } from '#demo/vpcd/connect.ts';

/** One slot of the virtual reader, as hands use it. */
export interface VirtualSlot {
  /** Settles once the reader has seen the card. */
  insert(card: SimulatedCard): Promise<void>;
  /** Settles once the reader has seen that it is gone. */
  pull(): Promise<void>;
  /** Pulls it and waits for nothing. */
  pullAtOnce(): Promise<void>;
}

export function virtualSlot(reader: CardReader, port: number): VirtualSlot {
  let inside: VpcdConnection | undefined;
  const pullAtOnce = async (): Promise<void> => {
    await inside?.close();
    inside = undefined;
  };
  return {
    async insert(card) {
      await pullAtOnce();
      await until(() => !reader.cardPresent());
      inside = unwrap(await connectToVpcd(card, { port }));
      await until(() => reader.cardPresent());
    },
    pullAtOnce,
    async pull() {
      await pullAtOnce();
      await until(() => !reader.cardPresent());
    },
  };
}

/** pcscd looks at a virtual reader every 400 ms. Gives up after ten seconds. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1000 && !isSo(); tries++) await pause(10);
  if (!isSo()) throw new Error('waited in vain');
}
