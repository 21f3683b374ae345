import { hex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { openCcid } from '#cards/ccid/open.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import type { CardBehaviour } from '#demo/usb/contacts.ts';
import type { FakeDescriptor, SmartCardClass } from '#demo/usb/fake-descriptor.ts';
import { createFakeReader } from '#demo/usb/fake-reader.ts';
import {
  EXTENDED_APDU_READER,
  PIN_PAD_READER,
  SHORT_APDU_READER,
  TWO_SLOT_READER,
  VENDOR_TPDU_READER,
} from '#demo/usb/presets.ts';
import { withAtr } from '#demo/usb/with-atr.ts';
import { openCpsCard } from '#demo/cps-card.ts';
import { createHastyTimer } from '../unit/cards/ccid/hasty-timer.ts';
import { issueNurseCard } from '../unit/demo/cards.ts';
import { describeCardChannel, type CardChannelAdapter } from './card-channel.ts';

interface Setting {
  readonly descriptor: FakeDescriptor;
  readonly card: SimulatedCard;
  readonly slot?: number;
  readonly behaviour?: CardBehaviour;
  readonly followsUp?: boolean;
}

/** The driver over a fake USB device, with a card in it. */
async function withCcid(setting: Setting): Promise<CardChannelAdapter> {
  const { descriptor, card, slot = 0, behaviour, followsUp = true } = setting;
  const fake = createFakeReader({ descriptor, followsUp });
  fake.insert(card, slot, behaviour);
  const timer = createHastyTimer();
  const opened = unwrap(await openCcid(fake.device, { timer, allowProtected: true }));
  const reader = opened.slots[slot];
  if (!reader) throw new Error('no such slot');
  const until = async (present: boolean): Promise<void> => {
    while (reader.cardPresent() !== present) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    reader,
    async pull() {
      fake.remove(slot);
      await until(false);
    },
    async insert() {
      fake.insert(card, slot, behaviour);
      await until(true);
    },
    async dispose() {
      await opened.close();
      timer.stop();
    },
  };
}

const vitale = (): SimulatedCard => {
  const [card] = DEMO_HOLDER_CARDS;
  if (!card) throw new Error('no card');
  return createHolderCard(card);
};
const nurseCard = issueNurseCard();
const cps = async (): Promise<SimulatedCard> => openCpsCard((await nurseCard).stored);
/** T=1 alone, blocks of 254 bytes, LRC. */
const speakingT1 = (card: SimulatedCard): SimulatedCard => withAtr(card, hex('3B90118131FE458A'));
/** Inverse convention. */
const inverse = (card: SimulatedCard): SimulatedCard => withAtr(card, hex('3F65250023 09699000'));

const changed = (descriptor: FakeDescriptor, smartCard: Partial<SmartCardClass>, endpoints: 2 | 3 = 3) => ({
  ...descriptor,
  interfaces: descriptor.interfaces.map((face) => ({
    ...face,
    endpoints,
    smartCard: face.smartCard && { ...face.smartCard, ...smartCard },
  })),
});

const settings: Readonly<Record<string, () => Promise<Setting>>> = {
  'a short APDU reader': async () => ({ descriptor: SHORT_APDU_READER, card: vitale() }),
  'a short APDU reader that follows nothing up': async () => ({
    descriptor: SHORT_APDU_READER,
    card: await cps(),
    followsUp: false,
  }),
  'an extended APDU reader': async () => ({ descriptor: EXTENDED_APDU_READER, card: await cps() }),
  'an extended APDU reader that chains': async () => ({
    descriptor: changed(EXTENDED_APDU_READER, { maxMessage: 64 }),
    card: await cps(),
  }),
  'a TPDU reader that leaves everything to us': async () => ({
    descriptor: VENDOR_TPDU_READER,
    card: vitale(),
  }),
  'a TPDU reader with a card of one voltage that keeps its speed': async () => ({
    descriptor: VENDOR_TPDU_READER,
    card: vitale(),
    behaviour: { voltages: [1.8], pps: 'keepsSpeed' },
  }),
  'a TPDU reader with a card that does not answer to PPS': async () => ({
    descriptor: VENDOR_TPDU_READER,
    card: vitale(),
    behaviour: { pps: 'silent' },
  }),
  'a TPDU reader with a card of inverse convention': async () => ({
    descriptor: VENDOR_TPDU_READER,
    card: inverse(vitale()),
  }),
  'a TPDU reader with keys': async () => ({ descriptor: PIN_PAD_READER, card: await cps() }),
  'a TPDU reader with a card that speaks T=1': async () => ({
    descriptor: VENDOR_TPDU_READER,
    card: speakingT1(await cps()),
    behaviour: { t1: { waits: 1, damages: (block) => block % 5 === 2 } },
  }),
  'the second slot of a reader': async () => ({ descriptor: TWO_SLOT_READER, card: vitale(), slot: 1 }),
  'a reader without interrupt endpoint': async () => ({
    descriptor: changed(SHORT_APDU_READER, {}, 2),
    card: vitale(),
  }),
};

for (const [name, setting] of Object.entries(settings))
  describeCardChannel(name, async () => withCcid(await setting()));
