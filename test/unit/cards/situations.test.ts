import { beforeAll, describe, expect, it } from 'vitest';
import { concat, hex, utf8, type Bytes } from '#base/bytes.ts';
import { ok, unwrap, type Result } from '#base/result.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import { MAX_SITUATION_TEXT } from '#cards/cps/situation.ts';
import { parseSituation } from '#cards/cps/situations.ts';
import type { CardError } from '#cards/errors.ts';
import type { CpsLogin } from '#cards/station.ts';
import { tlv } from '#cards/tlv/writer.ts';
import type { StoredCpsCard } from '#demo/cps-card.ts';
import { issueNurseCard, nurse } from '../demo/cards.ts';
import { challenge, insertCps, lead, SITUATIONS, whenReading, type Alter, type Led } from './cps-dialogue.ts';

const places = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `CABINET ${i + 1}` }));

let stored: StoredCpsCard;
beforeAll(async () => {
  ({ stored } = await issueNurseCard());
});

const login = (
  situations: StoredCpsCard['situations'],
  alter?: Alter,
  generation: 'cps3' | 'cps4' = 'cps3',
): Promise<Led<CpsLogin>> =>
  lead(
    insertCps({ ...stored, generation, ...(situations && { situations }) }),
    (channel) => cpsLogin(channel, { ...challenge, pin: utf8(nurse().pin) }),
    alter,
  );

/** Takes what these commands select away. */
const without =
  (...fids: readonly string[]): Alter =>
  (answer, command) =>
    ok(command.slice(2, 4) === 'a4' && fids.some((fid) => command.endsWith(fid)) ? hex('6a82') : answer);

describe('the places of practice on a CPS', () => {
  it.each([0, 1, 2, 16])('are read after the code: %i of them', async (count) => {
    for (const generation of ['cps3', 'cps4'] as const) {
      const { result } = await login(places(count), undefined, generation);
      expect(unwrap(result).situations).toEqual(places(count));
    }
  });

  it('are read on a CPS3 where they are known to lie, without its long directory', async () => {
    const { recording } = await login(places(2));
    expect(recording.sent.some((command) => command.endsWith('7004'))).toBe(false);
    expect(recording.sent.filter((command) => /d12[0-9a-f]$/.test(command))).toHaveLength(3);
  });

  it('are looked for in EF(DODF) where they are elsewhere', async () => {
    let hidden = true;
    const { result } = await login(SITUATIONS, (answer, command) => {
      if (command.endsWith('7004')) hidden = false;
      return hidden ? without('d120')(answer, command) : ok(answer);
    });
    expect(unwrap(result).situations).toEqual(SITUATIONS);
  });

  it('end with the first that is missing, refused or blank', async () => {
    const changes: readonly (() => Result<Bytes, CardError>)[] = [
      () => ok(hex('6982')),
      () => ok(hex('6a82')),
      () => ok(hex('9000')),
      () => ok(hex('0000000000009000')),
      () => ok(hex('ffffffffffff9000')),
    ];
    for (const change of changes) {
      for (const generation of ['cps3', 'cps4'] as const) {
        const { result } = await login(places(3), whenReading('d121', change), generation);
        expect(unwrap(result).situations).toEqual(places(1));
      }
    }
  });

  it('are left out one by one where they are garbled, and nobody is kept from signing in', async () => {
    const garbled = whenReading('d121', () => ok(concat(hex('EE03 840941'), hex('9000'))));
    expect(unwrap((await login(places(3), garbled)).result).situations).toEqual([
      { name: 'CABINET 1' },
      { name: 'CABINET 3' },
    ]);
    const noDirectory = whenReading('7004', () => ok(hex('30823030 9000')));
    expect(unwrap((await login(places(3), noDirectory, 'cps4')).result).situations).toEqual([]);
    expect(unwrap((await login(places(3), without('7004'), 'cps4')).result).situations).toEqual([]);
  });
});

describe('a place of practice', () => {
  const situation = (...parts: readonly Bytes[]): Bytes => tlv(0xee, ...parts);

  it('has a name in UTF-8 or in Latin-1, and what else the card gives', () => {
    const rest = concat(tlv(0x85, utf8('499700735741008')), tlv(0x86, utf8('SA07')));
    const expected = { name: 'CABINET DE L’ÉTÉ', structureId: '499700735741008', sector: 'SA07' };
    expect(parseSituation(situation(tlv(0x84, utf8('CABINET DE L’ÉTÉ')), rest))).toEqual(expected);
    expect(parseSituation(situation(tlv(0x84, hex('C9 54 C9')), rest))).toEqual({ ...expected, name: 'ÉTÉ' });
    expect(parseSituation(situation(tlv(0x84, utf8('A')), hex('8500')))).toEqual({ name: 'A' });
  });

  it('has padding after it and blanks around its texts that mean nothing', () => {
    const file = concat(situation(tlv(0x84, utf8('  A\tB \0\0'))), new Uint8Array(40).fill(0xff));
    expect(parseSituation(file)).toEqual({ name: 'A B' });
  });

  it('has texts of bounded length, without control characters', () => {
    const name = parseSituation(situation(tlv(0x84, utf8(`A\u0007\r\n${'B'.repeat(900)}`))))?.name;
    expect(name).toHaveLength(MAX_SITUATION_TEXT);
    expect(name?.startsWith('A B')).toBe(true);
  });

  it.each(['', '8401 41', 'EE00', 'EE03 840241', 'EE02 8400', 'EE04 8402 2020', '30 03 840141'])(
    'is none where it has no name or is cut short: %s',
    (bytes) => {
      expect(parseSituation(hex(bytes))).toBeUndefined();
    },
  );
});
