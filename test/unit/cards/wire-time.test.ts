import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import type { Result } from '#base/result.ts';
import type { CardChannel } from '#cards/channel.ts';
import { createMemoryCpsCache } from '#cards/cps/card-cache.ts';
import { readCpsIdentity } from '#cards/cps/identity.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import type { CardError } from '#cards/errors.ts';
import { readVitale } from '#cards/vitale/read-vitale.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { withWireDelays, WIRE_PROFILES, type WireProfile } from '#demo/cards/wire-delays.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { createSimulatedReader } from '#demo/simulated-reader.ts';
import { issueNurseCard, nurse } from '../demo/cards.ts';
import { challenge, lead, SITUATIONS } from './cps-dialogue.ts';

/** Milliseconds that the wire and the card take, summed up instead of waited for. */
async function wireTime(
  card: SimulatedCard,
  profile: WireProfile,
  dialogue: (channel: CardChannel) => Promise<Result<unknown, CardError>>,
): Promise<number> {
  let sum = 0;
  const wait = (milliseconds: number): Promise<void> => {
    sum += milliseconds;
    return Promise.resolve();
  };
  const reader = createSimulatedReader();
  reader.insert(withWireDelays(card, profile, { wait }));
  const { result } = await lead(reader, dialogue);
  expect(result.ok).toBe(true);
  return sum;
}

let stored: StoredCpsCard;
beforeAll(async () => {
  stored = { ...(await issueNurseCard()).stored, situations: SITUATIONS };
});

describe('on the wire of a slow reader', () => {
  const GOALS = {
    cps3: { first: 4000, afterIdentity: 1700, known: 1500 },
    cps4: { first: 800, afterIdentity: 800, known: 800 },
  };

  it.each(['cps3', 'cps4'] as const)('signing in with a %s keeps its time', async (generation) => {
    const cache = createMemoryCpsCache();
    const known = createMemoryCpsCache();
    const card = openCpsCard({ ...stored, generation });
    const login = (kept: typeof cache) => (channel: CardChannel) =>
      cpsLogin(channel, { ...challenge, pin: utf8(nurse().pin) }, kept);
    const profile = WIRE_PROFILES[generation];
    await wireTime(card, profile, (channel) => readCpsIdentity(channel, known));
    const taken = {
      first: await wireTime(card, profile, login(cache)),
      afterIdentity: await wireTime(card, profile, login(known)),
      known: await wireTime(card, profile, login(cache)),
    };
    const goals = GOALS[generation];
    expect(taken.first).toBeLessThanOrEqual(goals.first);
    expect(taken.afterIdentity).toBeLessThanOrEqual(goals.afterIdentity);
    expect(taken.known).toBeLessThanOrEqual(goals.known);
  });

  it('reading a carte Vitale keeps its time', async () => {
    for (const holder of DEMO_HOLDER_CARDS.filter(({ kind }) => kind === 'vitale2')) {
      const taken = await wireTime(createHolderCard(holder), WIRE_PROFILES.vitale2, readVitale);
      expect(taken).toBeLessThanOrEqual(800);
    }
  });
});
