import { unwrap, type Result } from '#base/result.ts';
import type { CardStation } from '#cards/station.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { pairedStation, type PairedStation } from '#test/support/readers/paired-station.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { figure, type Figure } from '../figure.ts';
import { interleaved } from '../interleaved.ts';
import { loginRequest, unlockRequest, vitaleCard, type BenchCps } from './bench-cards.ts';

const ROUNDS = 9;
/** On its way through the relay; a journey there and back takes twice as long. */
const DELAY_MS = 50;
const ROUND_TRIP_MS = 2 * DELAY_MS;
/** Sealing and opening four times, and timers that are late. */
const OWN_MS = 10;

type Act = (station: CardStation) => Promise<Result<unknown, unknown>>;
/** The bridge's own station beside the app's. */
type Both = { readonly paired: PairedStation; readonly own: CardStation };

/**
 * The bridge's own core and the app's station in one process, over a relay in memory that holds each frame for a while.
 * Added time: the act over the relay less the same act of the bridge's own station, in turns with it.
 */
export async function pairedBridge(cps: BenchCps): Promise<Figure[]> {
  const both = await openBoth(cps);
  const { bridge, station } = both.paired;
  const figures: Figure[] = [];
  for (const [name, card, act] of actsOf(cps)) {
    bridge.reader.insert(card);
    await pause(3 * DELAY_MS); // the app is told of the card
    figures.push(...(await compare(both, name, act)));
  }
  station.close();
  bridge.host.stop();
  return figures;
}

const actsOf = (cps: BenchCps): readonly (readonly [string, SimulatedCard, Act])[] => [
  ['carte Vitale', vitaleCard('large'), (station) => station.readVitale()],
  ['CPS3 identity', cps.card('cps3'), (station) => station.cpsIdentity()],
  ['CPS3 login', cps.card('cps3'), (station) => station.cpsLogin(loginRequest())],
  ['CPS4 unlock', cps.card('cps4'), (station) => station.cpsUnlock(unlockRequest())],
];

/** Accepted at the bridge, with an open channel; from then on frames take their time. */
async function openBoth(cps: BenchCps): Promise<Both> {
  let own: CardStation | undefined;
  const paired = await pairedStation({ wrap: (station) => (own = station) });
  const { bridge, station } = paired;
  bridge.reader.insert(cps.card('cps3'));
  const first = station.cpsLogin(loginRequest());
  await bridge.answerNext('accepted');
  unwrap(await first);
  bridge.relay.meddle((frame) => {
    setTimeout(() => bridge.relay.inject(frame), DELAY_MS);
    return [];
  });
  if (!own) throw new Error('the bridge has no station');
  return { paired, own };
}

async function compare({ paired, own }: Both, name: string, act: Act): Promise<Figure[]> {
  const sent = () => paired.frames('app').length;
  const journeys: number[] = [];
  const over = async (): Promise<number> => {
    const before = sent();
    const taken = await timed(() => act(paired.station));
    journeys.push(sent() - before);
    return taken;
  };
  const samples = await interleaved(ROUNDS, { over, own: () => timed(() => act(own)) });
  const added = samples.over.map((sample, i) => sample - (samples.own[i] ?? 0));
  return [
    figure(`paired bridge, ${name}: journeys there and back`, 'journeys', journeys, { atMost: 1 }),
    figure(`paired bridge, ${name}: added to its own reader`, 'ms', added, {
      atMost: ROUND_TRIP_MS + OWN_MS,
    }),
  ];
}

async function timed(act: () => Promise<Result<unknown, unknown>>): Promise<number> {
  const from = performance.now();
  unwrap(await act());
  return performance.now() - from;
}
