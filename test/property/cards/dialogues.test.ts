import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { toHex, utf8, type Bytes } from '#base/bytes.ts';
import type { Result } from '#base/result.ts';
import type { CardChannel } from '#cards/channel.ts';
import { readCpsIdentity } from '#cards/cps/identity.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import type { CardError } from '#cards/errors.ts';
import { readVitale } from '#cards/vitale/read-vitale.ts';
import { withCard } from '#cards/with-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { createSimulatedReader } from '#demo/simulated-reader.ts';
import { issueNurseCard, nurse } from '../../unit/demo/cards.ts';
import { recordingChannel, type Recording } from '../../unit/cards/channels.ts';
import { answerInstead, damaged } from './arbitraries.ts';

/** A whole dialogue of ours: PKCS#15 files at most four of a kind, each at most 512 reads of at most 64 rounds. */
const MAX_EXCHANGES = 40_000;
const CARD_ERRORS: readonly CardError['type'][] = [
  'CardRemoved',
  'WrongPin',
  'PinBlocked',
  'PinFormat',
  'PinReferenceUnknown',
  'CertificateMissing',
  'UnexpectedStatus',
  'Malformed',
  'TooMuchData',
];

const challenge = { instanceId: 'i', origin: 'o', nonce: new Uint8Array(32), jkt: new Uint8Array(32) };
const family = DEMO_HOLDER_CARDS.find(({ id }) => id === 'vitale-famille');

let stored: StoredCpsCard;
beforeAll(async () => {
  ({ stored } = await issueNurseCard());
});

const dialogues: Readonly<
  Record<
    string,
    readonly [() => SimulatedCard, (channel: CardChannel) => Promise<Result<unknown, CardError>>]
  >
> = {
  'reading a carte Vitale': [() => createHolderCard(familyCard()), readVitale],
  'reading the identity on a CPS': [() => openCpsCard(stored), readCpsIdentity],
  'signing in with a CPS': [
    () => openCpsCard(stored),
    (channel) => cpsLogin(channel, { ...challenge, pin: utf8(nurse().pin) }),
  ],
};

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
  expect(recording.sent.length).toBeLessThan(MAX_EXCHANGES);
  expect(recording.count('20')).toBeLessThanOrEqual(1);
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
      { numRuns: 150 },
    );
  });

  it('ends with a CardError of the union when one answer is damaged, at any step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 30 }), fc.gen(), async (step, generate) => {
        await lead(name, (answer, exchange) => (exchange === step ? generate(damaged, answer) : answer));
      }),
      { numRuns: 200 },
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

describe('signing in', () => {
  it('never presents a PIN to a card whose counter says none is left, whatever else it says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 30 }), fc.gen(), async (step, generate) => {
        const { recording } = await lead('signing in with a CPS', (answer, exchange) => {
          const blocked = toHex(answer).includes('9b0103');
          if (blocked) return Uint8Array.from(answer, (byte, i) => (answer[i - 2] === 0x9b ? 0 : byte));
          return exchange === step ? generate(damaged, answer) : answer;
        });
        expect(recording.count('20')).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});
