import type { Clock } from '#base/clock.ts';
import { toHex } from '#base/bytes.ts';
import { err, type Result } from '#base/result.ts';
import { countingChannel, type CountingChannel } from '#cards/apdu/counting-channel.ts';
import { recogniseCard } from '#cards/atr.ts';
import type { CardReader } from '#cards/channel.ts';
import { createMemoryCpsCache } from '#cards/cps/card-cache.ts';
import { readCpsIdentity } from '#cards/cps/identity.ts';
import type { CardStation, StationError } from '#cards/station.ts';
import { readVitale } from '#cards/vitale/read-vitale.ts';
import type { SelfTestReport, SelfTestStep } from './reading-port.ts';
import type { StationSource } from './stations.ts';

type Deps = { clock: Clock; browser: string };
type Found = Pick<SelfTestReport, 'card' | 'steps'>;
type Act = () => Promise<Result<unknown, StationError>>;

/** Reads what lies in the reader and measures. What was read is dropped: only times, counts and codes go out. */
export async function selfTest(deps: Deps, source: StationSource): Promise<SelfTestReport> {
  const { kind, reader } = source;
  const at = new Date(deps.clock.now()).toISOString();
  const found = await findOut(deps.clock, source);
  return { at, browser: deps.browser, station: { kind, reader }, ...found };
}

async function findOut(clock: Clock, { slot, station, connect, problem }: StationSource): Promise<Found> {
  if (slot) return testReader(clock, slot);
  const connected = await timed(clock, 'connect', connect ?? (async () => err(problem ?? NO_READER)));
  if (!station || connected.error) return { card: undefined, steps: [connected] };
  return { card: undefined, steps: [connected, await testStation(clock, station)] };
}

const NO_READER: StationError = { type: 'NoReader' };

/** At this machine: powers the card, then reads what it is, counting what passes. */
async function testReader(clock: Clock, slot: CardReader): Promise<Found> {
  let channel: CountingChannel | undefined;
  const powered = await timed(clock, 'powerCard', async () => {
    const opened = await slot.open();
    if (opened.ok) channel = countingChannel(opened.value);
    return opened;
  });
  if (!channel) return { card: undefined, steps: [powered] };
  try {
    const kind = recogniseCard(channel.atr);
    const step = await testCard(clock, channel, kind === 'cps3' || kind === 'cps4');
    return { card: { kind, atr: toHex(channel.atr) }, steps: [powered, step] };
  } finally {
    await channel.close();
  }
}

/** With an empty cache: what is measured is the card. */
async function testCard(clock: Clock, channel: CountingChannel, isCps: boolean): Promise<SelfTestStep> {
  const step = isCps
    ? await timed(clock, 'certificate', () => readCpsIdentity(channel, createMemoryCpsCache()))
    : await timed(clock, 'readCard', () => readVitale(channel));
  const { exchanges, bytesSent, bytesReceived } = channel.count();
  return { ...step, exchanges, bytes: bytesSent + bytesReceived };
}

/** Behind a bridge: which card it is shows by the verb that it answers. */
async function testStation(clock: Clock, station: CardStation): Promise<SelfTestStep> {
  const identity = await timed(clock, 'certificate', () => station.cpsIdentity());
  const vitale = identity.error?.type === 'WrongCard' && identity.error.found === 'vitale';
  return vitale ? timed(clock, 'readCard', () => station.readVitale()) : identity;
}

async function timed(clock: Clock, step: SelfTestStep['step'], act: Act): Promise<SelfTestStep> {
  const from = clock.monotonic();
  const done = await act();
  const took = Math.round(clock.monotonic() - from);
  return { step, took, exchanges: undefined, bytes: undefined, error: done.ok ? undefined : done.error };
}
