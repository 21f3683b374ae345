import { hex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { DISPOSITION, loadBinding, PROTOCOL, SHARE, type PcscBinding } from '#bridge/pcsc/binding.ts';
import { openPcsc } from '#bridge/pcsc/open-pcsc.ts';
import type { CardReader } from '#cards/channel.ts';
import { whyNoPcscd } from '#test/support/pcsc/components.ts';
import { startPrivatePcscd } from '#test/support/pcsc/private-pcscd.ts';
import { until, virtualSlot, type VirtualSlot } from '#test/support/pcsc/virtual-slot.ts';
import { figure, type Figure } from '../figure.ts';
import { interleaved } from '../interleaved.ts';
import { vitaleCard } from './bench-cards.ts';

/** Many and short: what else the machine does meets both sides alike. */
const ROUNDS = 201;
const EXCHANGES = 50;
const GOAL_RATIO = 1.1;
/** READ BINARY of 200 bytes of the first file of a carte Vitale. */
const READ = hex('00B08200C8');

/**
 * The same command through pcscd to a card behind vpcd, by our channel and by the binding alone, in turns. Each turn
 * opens the card anew, since both hold it exclusively; opening is not counted.
 */
export async function pcscOverhead(progress: (text: string) => void): Promise<Figure[]> {
  const absent = whyNoPcscd();
  if (absent !== undefined) {
    progress(`PC/SC left out: ${absent}`);
    return [];
  }
  const pcscd = await startPrivatePcscd();
  const pcsc = unwrap(await openPcsc());
  let slot: VirtualSlot | undefined;
  try {
    await until(() => pcsc.list().length > 0);
    const [reader] = pcsc.list();
    if (!reader) throw new Error('no reader');
    slot = virtualSlot(reader, pcscd.ports[0]);
    await slot.insert(vitaleCard('large'));
    const binding = unwrap(await loadBinding());
    const samples = await interleaved(ROUNDS, {
      ours: () => throughChannel(reader),
      raw: () => throughBinding(binding, reader.name),
    });
    return figuresOf(samples);
  } finally {
    await slot?.pullAtOnce();
    await pcsc.close();
    await pcscd.remove();
  }
}

function figuresOf({ ours, raw }: Readonly<Record<'ours' | 'raw', readonly number[]>>): Figure[] {
  // each against the one beside it: a slow moment of the machine slows both
  const ratios = ours.map((sample, i) => sample / (raw[i] ?? sample));
  return [
    figure('PC/SC, one exchange, our channel beside the raw binding', '×', ratios, { atMost: GOAL_RATIO }),
    figure('PC/SC, one exchange, our channel', 'ms', ours),
    figure('PC/SC, one exchange, raw binding', 'ms', raw),
  ];
}

async function throughChannel(reader: CardReader): Promise<number> {
  const channel = unwrap(await reader.open());
  const taken = await perExchange(async () => void unwrap(await channel.transmit(READ)));
  await channel.close();
  return taken;
}

async function throughBinding(binding: PcscBinding, name: string): Promise<number> {
  const context = new binding.Context();
  const reader = context.listReaders().find((each) => each.name === name);
  if (!reader) throw new Error('no reader');
  const card = await reader.connect(SHARE.exclusive, PROTOCOL.any);
  const command = Buffer.from(READ);
  const taken = await perExchange(async () => void (await card.transmit(command)));
  // a reset would wait on the main thread for the card, which answers there
  card.disconnect(DISPOSITION.leave);
  context.close();
  return taken;
}

async function perExchange(act: () => Promise<void>): Promise<number> {
  await act();
  const from = performance.now();
  for (let i = 0; i < EXCHANGES; i++) await act();
  return (performance.now() - from) / EXCHANGES;
}
