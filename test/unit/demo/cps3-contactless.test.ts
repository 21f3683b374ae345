import { beforeAll, describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import { recogniseCard } from '#cards/atr.ts';
import { createContactlessCps3Card } from '#demo/cards/cps3-contactless.ts';
import { cpsContent, type StoredCpsCard } from '#demo/cps-card.ts';
import { issueNurseCard, play } from './cards.ts';

let stored: StoredCpsCard;
beforeAll(async () => {
  ({ stored } = await issueNurseCard());
});

describe('the simulated CPS3 without contact', () => {
  it('is recognised by its answer to reset', () => {
    const { atr } = createContactlessCps3Card(cpsContent(stored));
    expect(recogniseCard(atr ?? hex(''))).toBe('cps3Contactless');
  });

  it('tells its number and knows no PIN and no key', async () => {
    const card = createContactlessCps3Card(cpsContent(stored));
    const commands = ['00A4090C04 3F00 D003', '00B000000C', '0020000104 31323334', '00A4090C04 3F00 0001'];
    expect(await play(card, ...commands)).toEqual([
      '9000',
      `5a0a8025000001${stored.serialNumber}f9000`,
      '6a88',
      '6a82',
    ]);
    expect(toHex(await card.transmit(hex('0088000001 00')))).toBe('6d00');
  });
});
