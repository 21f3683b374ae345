import { describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { createMuteCard } from '#demo/cards/mute.ts';
import { createVitale1Card } from '#demo/cards/vitale1.ts';
import { alterAnswer } from '#demo/faults.ts';
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

  it.each([
    ['wrongLength', ['41419000', '6d00']],
    ['garbage', ['3c5e81b40c', '3c5e']],
    ['endless', [`${'41'.repeat(16)}6110`, `${'41'.repeat(16)}6110`]],
  ] as const)('gives answers with the fault %s', (type, expected) => {
    const answers = [hex('4141419000'), hex('6d00')];
    expect(answers.map((answer) => toHex(alterAnswer({ type }, answer, 0)))).toEqual(expected);
  });

  it('takes longer with the fault slow', async () => {
    const waited: number[] = [];
    const reader = createSimulatedReader({ wait: (ms) => Promise.resolve(void waited.push(ms)) });
    reader.insert(createVitale1Card());
    reader.setFault({ type: 'slow', milliseconds: 700 });
    const channel = unwrap(await reader.open());
    await channel.transmit(hex('00A4000000'));
    expect(waited).toEqual([700]);
  });
});

describe('the keys of the demonstration reader', () => {
  const request = { command: hex('0020000108FFFFFFFFFFFFFFFF'), minLength: 4, maxLength: 4, timeout: 30 };

  async function typed(
    text: string | undefined,
    command = request.command,
  ): Promise<{ sent: string[]; result: unknown }> {
    const sent: string[] = [];
    const reader = createSimulatedReader({ typePin: () => Promise.resolve(text) });
    reader.insert({
      atr: hex('3B00'),
      reset: () => undefined,
      transmit: (bytes) => {
        sent.push(toHex(bytes));
        return Promise.resolve(hex('63C2'));
      },
    });
    const channel = unwrap(await reader.open());
    return { sent, result: await channel.pinPad?.verify({ ...request, command }) };
  }

  it('are there where somebody can type', async () => {
    expect(createSimulatedReader().hasPinPad).toBe(false);
    const reader = createSimulatedReader({ typePin: () => Promise.resolve('1234') });
    reader.insert(createVitale1Card());
    expect(reader.hasPinPad).toBe(true);
    expect(unwrap(await reader.open()).pinPad).toBeDefined();
  });

  it('put the code into the block of VERIFY, or behind a VERIFY without one', async () => {
    expect(await typed('1234')).toEqual({
      sent: ['002000010831323334ffffffff'],
      result: { ok: true, value: hex('63C2') },
    });
    expect((await typed('1234', hex('00200001'))).sent).toEqual(['002000010431323334']);
  });

  it.each([
    [undefined, 'PinPadCancelled'],
    ['', 'PinPadTimeout'],
    ['123', 'PinFormat'],
    ['12345', 'PinFormat'],
    ['12a4', 'PinFormat'],
  ])('send nothing where %j was typed', async (text, type) => {
    expect(await typed(text)).toEqual({ sent: [], result: { ok: false, error: { type } } });
  });
});
