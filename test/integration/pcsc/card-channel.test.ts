import { afterAll, beforeAll, describe } from 'vitest';
import { unwrap } from '#base/result.ts';
import { openPcsc, type PcscReaders } from '#bridge/pcsc/open-pcsc.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { openCpsCard } from '#demo/cps-card.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { suiteName, whyNoPcscd } from '#test/support/pcsc/components.ts';
import { startPrivatePcscd, type PrivatePcscd } from '#test/support/pcsc/private-pcscd.ts';
import { until, virtualSlot, type VirtualSlot } from '#test/support/pcsc/virtual-slot.ts';
import { describeCardChannel, type CardChannelAdapter } from '../../contract/card-channel.ts';
import { issueNurseCard } from '../../unit/demo/cards.ts';

const why = whyNoPcscd();

describe.skipIf(why)(suiteName('a virtual reader of pcscd', why), () => {
  let pcscd: PrivatePcscd;
  let pcsc: PcscReaders;
  beforeAll(async () => {
    pcscd = await startPrivatePcscd();
    pcsc = unwrap(await openPcsc());
    await until(() => pcsc.list().length === 2);
  });
  afterAll(async () => {
    await pcsc.close();
    await pcscd.remove();
  });

  /** The card stays in for the next test: pcscd needs most of a second to see it go and come. */
  const slots = new Map<SimulatedCard, VirtualSlot>();
  async function withInserted(card: SimulatedCard, slotNumber: 0 | 1): Promise<CardChannelAdapter> {
    const reader = pcsc.list()[slotNumber];
    if (!reader) throw new Error('no reader');
    const slot = slots.get(card) ?? virtualSlot(reader, pcscd.ports[slotNumber]);
    slots.set(card, slot);
    if (!reader.cardPresent()) await slot.insert(card);
    return { reader, pull: () => slot.pull(), insert: () => slot.insert(card) };
  }

  const [holder] = DEMO_HOLDER_CARDS;
  const vitaleCard = holder && createHolderCard(holder);
  describeCardChannel('with a carte Vitale', () => {
    if (!vitaleCard) throw new Error('no card');
    return withInserted(vitaleCard, 0);
  });

  const cpsCard = issueNurseCard().then(({ stored }) => openCpsCard(stored));
  describeCardChannel('with a CPS', async () => withInserted(await cpsCard, 1));
});
