import { unwrap, type Result } from '#base/result.ts';
import { countingChannel, type ChannelCount } from '#cards/apdu/counting-channel.ts';
import { openCcid } from '#cards/ccid/open.ts';
import type { CardReader } from '#cards/channel.ts';
import type { CardError } from '#cards/errors.ts';
import { withCard } from '#cards/with-card.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { createSimulatedReader } from '#demo/simulated-reader.ts';
import type { FakeDescriptor } from '#demo/usb/fake-descriptor.ts';
import { createFakeReader } from '#demo/usb/fake-reader.ts';
import type { Dialogue } from './bench-cards.ts';

/** Over no reader at all: commands go to the card as they are. */
export function leadBare(card: SimulatedCard, dialogue: Dialogue): Promise<Result<unknown, CardError>> {
  const reader = createSimulatedReader();
  reader.insert(card);
  return withCard(reader, dialogue);
}

/** What passes between a dialogue and its card. */
export async function countBare(card: SimulatedCard, dialogue: Dialogue): Promise<ChannelCount> {
  let count: ChannelCount | undefined;
  const counted: Dialogue = async (channel) => {
    const counting = countingChannel(channel);
    const result = await dialogue(counting);
    count = counting.count();
    return result;
  };
  unwrap(await leadBare(card, counted));
  if (!count) throw new Error('nothing was counted');
  return count;
}

/** The driver over a fake USB reader with this card in it. */
export async function openedReader(
  descriptor: FakeDescriptor,
  card: SimulatedCard,
): Promise<{ readonly slot: CardReader; readonly device: USBDevice; close(): Promise<void> }> {
  const fake = createFakeReader({ descriptor });
  fake.insert(card);
  const reader = unwrap(await openCcid(fake.device, { allowProtected: true }));
  const [slot] = reader.slots;
  if (!slot) throw new Error('a reader without a slot');
  return { slot, device: fake.device, close: () => reader.close() };
}
