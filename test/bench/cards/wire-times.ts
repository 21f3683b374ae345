import { unwrap } from '#base/result.ts';
import type { CardReader } from '#cards/channel.ts';
import { createMemoryCpsCache } from '#cards/cps/card-cache.ts';
import { readVitale } from '#cards/vitale/read-vitale.ts';
import { withCard } from '#cards/with-card.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { WIRE_PROFILES, withWireDelays } from '#demo/cards/wire-delays.ts';
import { VENDOR_TPDU_READER } from '#demo/usb/presets.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { figure, type Figure } from '../figure.ts';
import { identity, login, vitaleCard, type BenchCps, type Dialogue } from './bench-cards.ts';
import { openedReader } from './led.ts';

const RUNS = 5;
/** The first login with a CPS3 takes three seconds. */
const FIRST_RUNS = 3;
const GOALS = { vitale: 800, cps3: { first: 4000, known: 1500 }, cps4: { first: 800, known: 800 } } as const;

const timer = { wait: async (milliseconds: number) => void (await pause(milliseconds)) };

/**
 * Whole dialogues in real time, from powering the card to its last answer, through the driver and a fake USB reader that
 * leaves every byte to us, with a card that takes as long as one on its wire. Not in it: the card's reset, some tens of
 * milliseconds, and typing the code.
 */
export async function wireTimes(cps: BenchCps): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of ['small', 'large'] as const) {
    const card = () => withWireDelays(vitaleCard(size), WIRE_PROFILES.vitale2, timer);
    const name = `carte Vitale, ${size} files, card present to names`;
    figures.push(figure(name, 'ms', await runs(RUNS, card, () => readVitale), { atMost: GOALS.vitale }));
  }
  for (const generation of ['cps3', 'cps4'] as const) {
    const card = () => withWireDelays(cps.card(generation), WIRE_PROFILES[generation], timer);
    const { first, known } = GOALS[generation];
    const name = `${generation.toUpperCase()} login after the code`;
    const firstTime = await runs(FIRST_RUNS, card, () => login(createMemoryCpsCache()));
    figures.push(figure(`${name}, first time, nothing read before`, 'ms', firstTime, { atMost: first }));
    const readAtArrival = await runs(FIRST_RUNS, card, identified);
    figures.push(figure(`${name}, first time, identity read before`, 'ms', readAtArrival, { atMost: first }));
    const later = await runs(RUNS, card, () => login(cps.known(generation)));
    figures.push(figure(`${name}, card known`, 'ms', later, { atMost: known }));
  }
  return figures;
}

async function runs(
  count: number,
  card: () => SimulatedCard,
  prepare: (slot: CardReader) => Dialogue | Promise<Dialogue>,
): Promise<readonly number[]> {
  const samples: number[] = [];
  const reader = await openedReader(VENDOR_TPDU_READER, card());
  const { slot } = reader;
  for (let run = 0; run < count; run++) {
    const use = await prepare(slot);
    const from = performance.now();
    unwrap(await withCard(slot, use));
    samples.push(performance.now() - from);
  }
  await reader.close();
  return samples;
}

/** As the app does: it reads whose card it is when that is put in, while the code is typed. */
async function identified(slot: CardReader): Promise<Dialogue> {
  const cache = createMemoryCpsCache();
  unwrap(await withCard(slot, identity(cache)));
  return login(cache);
}
