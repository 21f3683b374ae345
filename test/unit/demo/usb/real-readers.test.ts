import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import type { CardChannel } from '#cards/channel.ts';
import { openCcid } from '#cards/ccid/open.ts';
import type { CardError } from '#cards/errors.ts';
import { readVitale } from '#cards/vitale/read-vitale.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import type { FakeDescriptor } from '#demo/usb/fake-descriptor.ts';
import { createFakeReader } from '#demo/usb/fake-reader.ts';
import { parseReaderDump } from '#demo/usb/reader-dump.ts';
import { withAtr } from '#demo/usb/with-atr.ts';
import { sharedFolder } from '#test/support/shared.ts';
import { cardOf } from './host.ts';

const folder = sharedFolder('cards', 'ccid-readers');
const T1_ATR = hex('3B 90 18 81 11 20 38');

type Outcome = 'done' | 'characterLevel' | 'noEndpoints' | 'protocol' | CardError['type'];
type Dialogue = (channel: CardChannel) => Promise<Result<string | undefined, CardError>>;

/** Leads a dialogue through the first slot; what came of it, in a word. */
async function outcomeOf(descriptor: FakeDescriptor, card: SimulatedCard, lead: Dialogue): Promise<Outcome> {
  const fake = createFakeReader({ descriptor });
  fake.insert(card);
  const reader = await openCcid(fake.device, { allowProtected: true });
  if (!reader.ok) return reasonOf(reader.error);
  const channel = await reader.value.slots[0]?.open();
  const led = channel?.ok ? await lead(channel.value) : channel;
  if (channel?.ok) await channel.value.close();
  await reader.value.close();
  if (!led?.ok) return reasonOf(led?.error ?? { type: 'NoReader' });
  expect(led.value).toBe('PAT-TROIS');
  return 'done';
}

const reasonOf = (error: CardError): Outcome =>
  error.type === 'ReaderUnsupported' && error.because !== 'noClassDescriptor' ? error.because : error.type;

/** What must come of it, by the first interface that is a reader. */
function expected({ interfaces }: FakeDescriptor, protocol: 0 | 1): readonly Outcome[] {
  const faces = interfaces.filter((face) => face.smartCard);
  const able = faces.filter((face) => face.endpoints >= 2);
  const level = able.map((face) => (face.smartCard?.features ?? 0) & 0x70000);
  const speaks = able.map((face) => ((face.smartCard?.protocols ?? 0) & (1 << protocol)) !== 0);
  if (able.length === 0) return ['noEndpoints', 'characterLevel'];
  if (level.every((bits) => bits === 0)) return ['characterLevel'];
  return speaks[level.findIndex((bits) => bits !== 0)] ? ['done'] : ['done', 'protocol'];
}

describe.skipIf(folder === undefined)('the driver on every reader of the collection', () => {
  const dumps = readdirSync(folder ?? '.')
    .filter((file) => file.endsWith('.txt'))
    .map((file) => ({ file, text: readFileSync(join(folder ?? '.', file), 'latin1') }))
    .filter(({ text }) => text.includes('idVendor'))
    .map(({ file, text }) => ({ file, descriptor: parseReaderDump(text) }));

  const holder = DEMO_HOLDER_CARDS[0];
  const vitale = (): SimulatedCard => (holder ? createHolderCard(holder) : cardOf(undefined));
  const names: Dialogue = async (channel) => {
    const read = await readVitale(channel);
    return read.ok ? ok(read.value.persons[0]?.familyName) : read;
  };

  const NAME = '5041542d54524f4953';
  const t1Card = (): SimulatedCard =>
    withAtr(cardOf('3B 00', { '00b0000000': `${NAME}${'00'.repeat(200)}9000` }), T1_ATR);
  const name: Dialogue = async (channel) => {
    const read = await channel.transmit(hex('00B0000000'));
    return read.ok ? ok(toHex(read.value).startsWith(NAME) ? 'PAT-TROIS' : 'another') : read;
  };

  it.each([
    ['reads a carte Vitale (T=0)', 0, vitale, names, 650],
    ['speaks with a card at T=1', 1, t1Card, name, 620],
  ] as const)('%s, or says why not', async (_, protocol, card, lead, atLeast) => {
    const surprises: string[] = [];
    let done = 0;
    for (const { file, descriptor } of dumps) {
      const outcome = await outcomeOf(descriptor, card(), lead);
      if (outcome === 'done') done++;
      if (!expected(descriptor, protocol).includes(outcome)) surprises.push(`${file}: ${outcome}`);
    }
    expect(surprises).toEqual([]);
    expect(done).toBeGreaterThan(atLeast);
  });
});
