import { beforeAll, describe, expect, it } from 'vitest';
import { toHex, utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { parseDodf } from '#cards/cps/pkcs15/dodf.ts';
import { situationFiles } from '#demo/cards/cps-situations.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { DEMO_PROFESSIONALS } from '#demo/professionals.ts';
import { issueNurseCard, nurse, play } from './cards.ts';

let stored: StoredCpsCard;
beforeAll(async () => {
  const situations = [{ name: 'Cabinet', structureId: '1990000012', sector: 'SA07' }, { name: 'Été' }];
  stored = { ...(await issueNurseCard()).stored, situations };
});

const ROOT = '00A4040C08 80250000 01FF0100';
const SITUATION = '00A4090C06 3F00 0001 D120';
const right = (): string => `0020000104${toHex(utf8(nurse().pin))}`;

describe('the places of practice on a simulated CPS', () => {
  it('are closed until the PIN was presented', async () => {
    const card = openCpsCard(stored);
    expect(await play(card, ROOT, SITUATION, '00B0000004')).toEqual(['9000', '9000', '6982']);
    const content = 'ee1b8407436162696e6574850a313939303030303031328604534130379000';
    expect(await play(card, right(), SITUATION, '00B000001D')).toEqual(['9000', '9000', content]);
    card.reset();
    expect((await play(card, ROOT, SITUATION, '00B0000004')).at(-1)).toBe('6982');
  });

  it('are named in EF(DODF), where there are any', async () => {
    const dodf = '00A4090C06 3F00 0001 7004';
    const [, , answer = ''] = await play(openCpsCard(stored), ROOT, dodf, '00B0000000');
    const length = answer.slice(2);
    const [whole = ''] = (await play(openCpsCard(stored), ROOT, dodf, `00B00000${length}`)).slice(-1);
    const objects = unwrap(parseDodf(Uint8Array.from(Buffer.from(whole.slice(0, -4), 'hex'))));
    expect(objects.map(({ label, value }) => [label, toHex(value.path)])).toEqual([
      ['CPS_ACTIVITY_01_PS', '3f000001d120'],
      ['CPS_ACTIVITY_02_PS', '3f000001d121'],
    ]);
    expect((await play(openCpsCard({ ...stored, situations: [] }), ROOT, dodf)).at(-1)).toBe('6a82');
  });

  it('are at most 16', () => {
    const many = Array.from({ length: 17 }, (_, i) => ({ name: String(i) }));
    expect(situationFiles(many.slice(1))).toHaveLength(16);
    expect(() => situationFiles(many)).toThrow(RangeError);
  });

  it('come with one card of the demonstration, and another card of it is a CPS4', () => {
    expect(DEMO_PROFESSIONALS.filter(({ situations }) => situations.length === 2)).toHaveLength(1);
    expect(DEMO_PROFESSIONALS.filter(({ generation }) => generation === 'cps4')).toHaveLength(1);
    for (const { name } of DEMO_PROFESSIONALS.flatMap(({ situations }) => situations))
      expect(name).toMatch(/\(fictive?|fictif\)/);
  });
});
