import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import type { Result } from '#base/result.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import type { CardError } from '#cards/errors.ts';
import { readVitale } from '#cards/vitale/read-vitale.ts';
import { withCard } from '#cards/with-card.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import type { Fault } from '#demo/faults.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { createSimulatedReader, type SimulatedReader } from '#demo/simulated-reader.ts';
import { issueNurseCard, nurse } from './cards.ts';

const challenge = { instanceId: 'i', origin: 'o', nonce: new Uint8Array(32), jkt: new Uint8Array(32) };
const FAULTS: readonly Fault[] = [
  { type: 'mute' },
  { type: 'pulled', after: 2 },
  { type: 'wrongLength' },
  { type: 'garbage' },
  { type: 'endless' },
];

let stored: StoredCpsCard;
beforeAll(async () => {
  ({ stored } = await issueNurseCard());
});

const signIn = (reader: SimulatedReader): Promise<Result<unknown, CardError>> =>
  withCard(reader, (channel) => cpsLogin(channel, { ...challenge, pin: utf8(nurse().pin) }));

describe.each(FAULTS)('a reader with the fault %o', (fault) => {
  it.each(['cps3', 'cps4'] as const)(
    'lets nobody sign in with a %s, spends no try, and works again without it',
    async (generation) => {
      const reader = createSimulatedReader();
      const card = openCpsCard({ ...stored, generation });
      reader.insert(card);
      reader.setFault(fault);
      expect((await signIn(reader)).ok).toBe(false);
      expect(card.triesLeft()).toBe(3);
      reader.setFault(undefined);
      reader.insert(card);
      expect((await signIn(reader)).ok).toBe(true);
    },
  );

  it('lets no carte Vitale be read wrongly, and works again without it', async () => {
    const [holder] = DEMO_HOLDER_CARDS;
    if (!holder) throw new Error('no card');
    const card = createHolderCard(holder);
    const reader = createSimulatedReader();
    reader.insert(card);
    reader.setFault(fault);
    // its files end in padding: a byte less at their end is no loss
    expect((await withCard(reader, readVitale)).ok).toBe(fault.type === 'wrongLength');
    reader.setFault(undefined);
    reader.insert(card);
    expect((await withCard(reader, readVitale)).ok).toBe(true);
  });
});

describe('the PIN typed on a simulated reader', () => {
  it.each(['cps3', 'cps4'] as const)(
    'signs in with a %s without entering the computer',
    async (generation) => {
      const reader = createSimulatedReader({ typePin: () => Promise.resolve(nurse().pin) });
      reader.insert(openCpsCard({ ...stored, generation }));
      const result = await withCard(reader, (channel) =>
        cpsLogin(channel, { ...challenge, pin: 'atStation' }),
      );
      expect(result.ok).toBe(true);
    },
  );
});
