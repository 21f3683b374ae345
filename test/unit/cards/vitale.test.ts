import { describe, expect, it } from 'vitest';
import { concat, hex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import type { CardChannel } from '#cards/channel.ts';
import { tlv } from '#cards/tlv/writer.ts';
import { readVitale } from '#cards/vitale/read-vitale.ts';
import { parseVitale } from '#cards/vitale/records.ts';
import { withCard } from '#cards/with-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { createSimulatedReader } from '#demo/simulated-reader.ts';
import { CPS3_ATR, answeringChannel, recordingChannel, scriptedChannel, type Recording } from './channels.ts';

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const identity = (name: string, birthDate = '19790328'): Uint8Array =>
  tlv(0x65, tlv(0x80, ascii(name)), tlv(0x81, ascii('ANNE')), tlv(0x82, ascii(birthDate)));
const number = (nir?: string): Uint8Array => tlv(0x65, ...(nir === undefined ? [] : [tlv(0x93, ascii(nir))]));

describe('reading a carte Vitale', () => {
  it('takes the six exchanges that real cards are known to answer', async () => {
    const persons = identity('PAT-TROIS');
    const numbers = number('279035121518989');
    const length = (bytes: Uint8Array): string => bytes.length.toString(16).padStart(2, '0');
    const plain = (bytes: Uint8Array): string => `${Buffer.from(bytes).toString('hex')}9000`;
    const channel = scriptedChannel([
      ['00A4000002 3F00', '6117'],
      ['00B0820000', `6c${length(persons)}`],
      [`00B08200${length(persons)}`, plain(persons)],
      ['00A404000B D250000002564954414C45', '9000'],
      ['00B0820000', `6c${length(numbers)}`],
      [`00B08200${length(numbers)}`, plain(numbers)],
    ]);
    expect(unwrap(await readVitale(channel)).persons).toEqual([
      { familyName: 'PAT-TROIS', firstName: 'ANNE', birthDate: '19790328', nir: '279035121518989' },
    ]);
    expect(channel.finished()).toBe(true);
  });

  it.each(DEMO_HOLDER_CARDS)('gives every person of the demonstration card $id', async (card) => {
    const reader = createSimulatedReader();
    reader.insert(createHolderCard(card));
    const reading = await withCard(reader, readVitale);
    if (card.kind === 'vitale1') expect(reading).toEqual({ ok: false, error: { type: 'Vitale1' } });
    else if (card.kind === 'mute') expect(reading).toEqual({ ok: false, error: { type: 'CardMute' } });
    else
      expect(unwrap(reading)).toEqual({ persons: card.content.persons, validFrom: card.content.validFrom });
  });

  it('refuses a CPS without sending it anything', async () => {
    const channel = answeringChannel(['9000'], CPS3_ATR);
    expect(await readVitale(channel)).toMatchObject({ error: { type: 'WrongCard', found: 'cps' } });
    expect(channel.sent).toEqual([]);
  });

  it('says CardRemoved wherever the card is pulled out, and reads the next card', async () => {
    const reader = createSimulatedReader();
    const card = DEMO_HOLDER_CARDS.find(({ id }) => id === 'vitale-famille');
    if (!card) throw new Error('no family card');
    const exchanges = await countExchanges(() => createHolderCard(card));
    expect(exchanges).toBeGreaterThan(6);
    for (let after = 0; after < exchanges; after++) {
      reader.insert(createHolderCard(card));
      reader.setFault({ type: 'pulled', after });
      expect(await withCard(reader, readVitale)).toEqual({ ok: false, error: { type: 'CardRemoved' } });
      expect(reader.cardPresent()).toBe(false);
    }
    reader.setFault(undefined);
    reader.insert(createHolderCard(card));
    expect((await withCard(reader, readVitale)).ok).toBe(true);
  });

  it('names the step where a card answers 6F00 to everything', async () => {
    expect(await readVitale(answeringChannel(['6f00']))).toEqual({
      ok: false,
      error: { type: 'UnexpectedStatus', sw: 0x6f00, step: 'select MF' },
    });
  });
});

async function countExchanges(card: () => ReturnType<typeof createHolderCard>): Promise<number> {
  const reader = createSimulatedReader();
  reader.insert(card());
  let recording: Recording | undefined;
  await withCard(reader, (channel: CardChannel) => readVitale((recording = recordingChannel(channel))));
  return recording?.sent.length ?? 0;
}

describe('the records of a carte Vitale', () => {
  it('are joined by their order, the insured person first', () => {
    const reading = parseVitale(
      concat(identity('MERE'), identity('FILLE'), identity('FILS')),
      concat(number('1'.repeat(15)), number('2'.repeat(15)), number()),
    );
    expect(unwrap(reading).persons.map(({ familyName, nir }) => [familyName, nir])).toEqual([
      ['MERE', '1'.repeat(15)],
      ['FILLE', '2'.repeat(15)],
      ['FILS', undefined],
    ]);
  });

  it('of two files that differ in their number of persons are refused rather than guessed', () => {
    const reading = parseVitale(concat(identity('MERE'), identity('FILS')), number('1'.repeat(15)));
    expect(reading).toMatchObject({ error: { type: 'Malformed' } });
  });

  it.each(['               ', '000000000000000', '', '\0\0\0', '\xff'.repeat(15)])(
    'with a blank number %j have none',
    (blank) => {
      expect(unwrap(parseVitale(identity('A'), number(blank))).persons[0]).not.toHaveProperty('nir');
    },
  );

  it('keep lunar dates as they are, and know a missing date as zeros', () => {
    const birth = (date: string): string | undefined =>
      unwrap(parseVitale(identity('A', date), number())).persons[0]?.birthDate;
    expect([birth('19530000'), birth('19533100'), birth('        ')]).toEqual([
      '19530000',
      '19533100',
      '00000000',
    ]);
    expect(parseVitale(identity('A', '1953'), number())).toMatchObject({ error: { type: 'Malformed' } });
  });

  it('are Latin-1, without the padding after them', () => {
    const person = tlv(0x65, tlv(0x80, hex('4C4546C8565245 2020')), tlv(0x81, hex('C96C6F64696500')));
    expect(unwrap(parseVitale(person, number())).persons[0]).toMatchObject({
      familyName: 'LEFÈVRE',
      firstName: 'Élodie',
    });
  });

  it('leave out the slots that hold nobody, with their numbers', () => {
    const reading = parseVitale(
      concat(tlv(0x65, tlv(0x80), tlv(0x81)), identity('B')),
      concat(number('1'.repeat(15)), number('2'.repeat(15))),
    );
    expect(unwrap(reading).persons).toMatchObject([{ familyName: 'B', nir: '2'.repeat(15) }]);
    expect(parseVitale(new Uint8Array(20), new Uint8Array(20))).toMatchObject({
      error: { type: 'Malformed' },
    });
  });
});
