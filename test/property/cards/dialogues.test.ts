import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { toHex, utf8, type Bytes } from '#base/bytes.ts';
import type { Result } from '#base/result.ts';
import type { CardChannel } from '#cards/channel.ts';
import { readCpsIdentity } from '#cards/cps/identity.ts';
import { createMemoryCpsCache, type CpsCache, type CpsCacheEntry } from '#cards/cps/card-cache.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import { cpsUnlock } from '#cards/cps/unlock.ts';
import type { CardError } from '#cards/errors.ts';
import { readVitale } from '#cards/vitale/read-vitale.ts';
import { withCard } from '#cards/with-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { createSimulatedReader } from '#demo/simulated-reader.ts';
import { issueNurseCard, nurse } from '../../unit/demo/cards.ts';
import { recordingChannel, type Recording } from '../../unit/cards/channels.ts';
import { answerInstead, CASES, damaged } from './arbitraries.ts';

/** What `withCard` gives a whole dialogue. */
const MAX_EXCHANGES = 2000;
const CARD_ERRORS: readonly CardError['type'][] = [
  'CardRemoved',
  'WrongPin',
  'PinBlocked',
  'PinFormat',
  'PinReferenceUnknown',
  'CertificateMissing',
  'CertificateMismatch',
  'UnexpectedStatus',
  'Malformed',
  'TooMuchData',
];

/** The cases of this level are shared among its dialogues. */
const casesEach = (dialogues: number): number => Math.ceil(CASES / dialogues);

const challenge = { instanceId: 'i', origin: 'o', nonce: new Uint8Array(32), jkt: new Uint8Array(32) };
const family = DEMO_HOLDER_CARDS.find(({ id }) => id === 'vitale-famille');

let cps3: StoredCpsCard;
let cps4: StoredCpsCard;
const known: Partial<Record<'cps3' | 'cps4', CpsCacheEntry>> = {};

beforeAll(async () => {
  const { stored } = await issueNurseCard();
  cps3 = { ...stored, situations: [{ name: 'A', sector: 'SA07' }, { name: 'B' }] };
  cps4 = { ...cps3, generation: 'cps4' };
  for (const [kind, card] of [
    ['cps3', cps3],
    ['cps4', cps4],
  ] as const) {
    const cache = createMemoryCpsCache();
    const reader = createSimulatedReader();
    reader.insert(openCpsCard(card));
    await withCard(reader, (channel) => cpsLogin(channel, login(), cache));
    const entry = await cache.get(nurse().serialNumber);
    if (entry) known[kind] = entry;
  }
});

const login = () => ({ ...challenge, pin: utf8(nurse().pin) });

/** A cache that knows the card. */
function knowing(kind: 'cps3' | 'cps4'): CpsCache {
  const cache = createMemoryCpsCache();
  const entry = known[kind];
  if (!entry) throw new Error('nothing was kept');
  void cache.put(nurse().serialNumber, entry);
  return cache;
}

const dialogues: Readonly<
  Record<
    string,
    readonly [() => SimulatedCard, (channel: CardChannel) => Promise<Result<unknown, CardError>>]
  >
> = {
  'reading a carte Vitale': [() => createHolderCard(familyCard()), readVitale],
  'reading the identity on a CPS3': [() => openCpsCard(cps3), readCpsIdentity],
  'reading the identity on a CPS4': [() => openCpsCard(cps4), readCpsIdentity],
  'signing in with a CPS3': [() => openCpsCard(cps3), (channel) => cpsLogin(channel, login())],
  'signing in with a CPS4': [() => openCpsCard(cps4), (channel) => cpsLogin(channel, login())],
  'signing in with a known CPS3': [
    () => openCpsCard(cps3),
    (channel) => cpsLogin(channel, login(), knowing('cps3')),
  ],
  'signing in with a known CPS4': [
    () => openCpsCard(cps4),
    (channel) => cpsLogin(channel, login(), knowing('cps4')),
  ],
  'opening a vault with a known CPS3': [
    () => openCpsCard(cps3),
    (channel) => {
      const vault = { origin: 'o', vaultId: new Uint8Array(16), salt: new Uint8Array(32) };
      return cpsUnlock(channel, { ...vault, pin: utf8(nurse().pin) }, knowing('cps3'));
    },
  ],
};

/** Commands that present a code: VERIFY with a body. */
const presented = ({ sent }: Recording): number =>
  sent.filter((command) => command.slice(2, 4) === '20' && command.length > 8).length;

function familyCard(): NonNullable<typeof family> {
  if (!family) throw new Error('no family card');
  return family;
}

/** Leads a dialogue over a channel that changes answers, and checks what every dialogue must keep to. */
async function lead(
  name: string,
  alter: (answer: Bytes, exchange: number) => Bytes,
): Promise<{ result: Result<unknown, CardError>; recording: Recording }> {
  const [card, dialogue] = dialogues[name] ?? [];
  if (!card || !dialogue) throw new Error('no dialogue');
  const reader = createSimulatedReader();
  reader.insert(card());
  reader.setFault({ type: 'answers', alter });
  let recording: Recording | undefined;
  const result = await withCard(reader, (channel) => dialogue((recording = recordingChannel(channel))));
  if (!recording) throw new Error('no dialogue');
  expect(recording.sent.length).toBeLessThanOrEqual(MAX_EXCHANGES + 1);
  expect(presented(recording)).toBeLessThanOrEqual(1);
  if (!result.ok) expect(CARD_ERRORS).toContain(result.error.type);
  // numbers apart: a status word may spell the PIN by chance
  if (!result.ok) expect(textsIn(result.error)).not.toContain(nurse().pin);
  return { result, recording };
}

const textsIn = (error: CardError): string =>
  JSON.stringify(error, (_, value: unknown) => (typeof value === 'number' ? 0 : value));

describe.each(Object.keys(dialogues))('%s', (name) => {
  it('ends with a CardError of the union when any answers are damaged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (generate) => {
        const oneInTen = fc.nat({ max: 9 });
        await lead(name, (answer) =>
          generate(() => oneInTen) === 0 ? generate(answerInstead, answer) : answer,
        );
      }),
      { numRuns: casesEach(Object.keys(dialogues).length) },
    );
  });

  it('ends with a CardError of the union when one answer is damaged, at any step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 30 }), fc.gen(), async (step, generate) => {
        await lead(name, (answer, exchange) => (exchange === step ? generate(damaged, answer) : answer));
      }),
      { numRuns: casesEach(Object.keys(dialogues).length) },
    );
  });

  it('comes to an end with a card that says one thing for ever', async () => {
    const forever = ['6110', '6c10', '9000', '419000', '6282', '6b00', '6f00', '', '90', '9f00'];
    for (const said of [...forever, `${'41'.repeat(256)}9000`, `${'30'.repeat(200)}6110`]) {
      const bytes = Uint8Array.from(said.match(/../g) ?? [], (pair) => parseInt(pair, 16));
      for (const from of [0, 2, 5, 9]) {
        const { result } = await lead(name, (answer, exchange) => (exchange < from ? answer : bytes));
        if (from === 0) expect(result.ok).toBe(false);
      }
    }
  });
});

describe('a code', () => {
  /** Says that no try is left, wherever the card tells the tries. */
  const blocked = (answer: Bytes): Bytes | undefined => {
    if (/^63c[1-3]$/.test(toHex(answer))) return Uint8Array.of(0x69, 0x83);
    if (!toHex(answer).includes('9b0103')) return undefined;
    return Uint8Array.from(answer, (byte, i) => (answer[i - 2] === 0x9b ? 0 : byte));
  };

  it.each(['signing in with a CPS3', 'signing in with a CPS4', 'signing in with a known CPS4'])(
    'is never presented to a card whose counter says that none is left, whatever else it says: %s',
    async (name) => {
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: 30 }), fc.gen(), async (step, generate) => {
          const { recording } = await lead(
            name,
            (answer, exchange) => blocked(answer) ?? (exchange === step ? generate(damaged, answer) : answer),
          );
          expect(presented(recording)).toBe(0);
        }),
        { numRuns: casesEach(3) },
      );
    },
  );
});
