import { describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { createMuteCard } from '#demo/cards/mute.ts';
import { createVitale1Card } from '#demo/cards/vitale1.ts';
import { createSimulatedReader } from '#demo/simulated-reader.ts';

describe('the demonstration reader', () => {
  it('says that it is a simulation', () => {
    expect(createSimulatedReader()).toMatchObject({ simulated: true, name: 'Lecteur de démonstration' });
  });

  it('has no card until one is put in', async () => {
    const reader = createSimulatedReader();
    expect(await reader.open()).toMatchObject({ error: { type: 'NoCard' } });
    reader.insert(createMuteCard());
    expect(reader.cardPresent()).toBe(true);
    expect(await reader.open()).toMatchObject({ error: { type: 'CardMute' } });
  });

  it('pulls out the card that was in when another is put in', async () => {
    const reader = createSimulatedReader();
    reader.insert(createVitale1Card());
    const channel = unwrap(await reader.open());
    reader.insert(createVitale1Card());
    expect(await channel.transmit(hex('00A4000000'))).toMatchObject({ error: { type: 'CardRemoved' } });
    expect((await reader.open()).ok).toBe(true);
  });

  it('says CardRemoved where the card goes while it thinks', async () => {
    const reader = createSimulatedReader();
    reader.insert({
      atr: hex('3B00'),
      reset: () => undefined,
      transmit: () => {
        reader.remove();
        return Promise.resolve(hex('9000'));
      },
    });
    const channel = unwrap(await reader.open());
    expect(await channel.transmit(hex('00A4000000'))).toMatchObject({ error: { type: 'CardRemoved' } });
  });

  it('fails on demand: mute, pulled after some exchanges, with other answers', async () => {
    const reader = createSimulatedReader();
    reader.insert(createVitale1Card());
    reader.setFault({ type: 'mute' });
    expect(await reader.open()).toMatchObject({ error: { type: 'CardMute' } });
    reader.setFault({ type: 'answers', alter: (answer, exchange) => (exchange === 1 ? hex('61') : answer) });
    const altered = unwrap(await reader.open());
    const sent = [await altered.transmit(hex('00A4000000')), await altered.transmit(hex('00A4000000'))];
    expect(sent.map((answer) => toHex(unwrap(answer)))).toEqual(['6d00', '61']);
    await altered.close();
    reader.setFault({ type: 'pulled', after: 1 });
    const pulled = unwrap(await reader.open());
    expect((await pulled.transmit(hex('00A4000000'))).ok).toBe(true);
    expect(await pulled.transmit(hex('00A4000000'))).toMatchObject({ error: { type: 'CardRemoved' } });
    expect(reader.cardPresent()).toBe(false);
  });
});
