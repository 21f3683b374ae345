import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { SHARE } from '#bridge/pcsc/binding.ts';
import { openPcsc } from '#bridge/pcsc/open-pcsc.ts';
import { parseFeatures, pinVerifyStructure } from '#bridge/pcsc/pin-pad.ts';
import { fail, fakeService, type FakeService } from './fake-binding.ts';

const request = { command: hex('0020000108FFFFFFFFFFFFFFFF'), minLength: 4, maxLength: 4, timeout: 30 };

/** A reader that has FEATURE_VERIFY_PIN_DIRECT under the code 42330006. */
function withKeys(answer: string): FakeService & { readonly structures: string[] } {
  const structures: string[] = [];
  const service = fakeService();
  service.control = (code, data) => {
    if (code === 0x42000000 + 3400) return Promise.resolve(hex('060442330006'));
    structures.push(`${code.toString(16)} ${toHex(data)}`);
    return Promise.resolve(hex(answer));
  };
  return Object.assign(service, { structures });
}

async function typeAt(service: FakeService): Promise<unknown> {
  const wait = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const load = (): Promise<unknown> => Promise.resolve(service.binding);
  const pcsc = unwrap(await openPcsc({ load, wait, platform: 'linux' }));
  const [reader] = pcsc.list();
  if (!reader) throw new Error('no reader');
  const channel = unwrap(await reader.open());
  const result = await channel.pinPad?.verify(request);
  const { hasPinPad } = reader;
  await channel.close();
  await pcsc.close();
  return { hasPinPad, result };
}

describe('the keys of a PC/SC reader', () => {
  it('are found among its features, and collect the code', async () => {
    const service = withKeys('63C2');
    expect(await typeAt(service)).toEqual({ hasPinPad: true, result: { ok: true, value: hex('63C2') } });
    // seconds twice, format, block of 8, most and least digits, confirm by key, message 0 in French, no prologue, length
    const head = ['1e1e', '82', '0800', '0404', '02', '01', '0c04', '00', '000000', '0d000000'].join('');
    expect(service.structures).toEqual([`42330006 ${head}0020000108ffffffffffffffff`]);
  });

  it('are found in the first dialogue where another program had the reader before', async () => {
    const service = withKeys('9000');
    service.connect = (share) => (share === SHARE.direct ? fail('Sharing violation') : undefined);
    expect(await typeAt(service)).toEqual({ hasPinPad: true, result: { ok: true, value: hex('9000') } });
  });

  it('are not there where the driver knows no features', async () => {
    expect(await typeAt(fakeService())).toEqual({ hasPinPad: false, result: undefined });
  });

  it.each([
    ['6400', 'PinPadTimeout'],
    ['6401', 'PinPadCancelled'],
    ['6403', 'PinFormat'],
  ])('say %s for %s', async (answer, type) => {
    expect(await typeAt(withKeys(answer))).toMatchObject({ result: { ok: false, error: { type } } });
  });

  it('get a block of the one length that a code without padding has, and none where it has several', () => {
    const bare = { ...request, command: hex('00200001') };
    expect(toHex(pinVerifyStructure(bare).subarray(15))).toBe('090000000020000104ffffffff');
    expect(toHex(pinVerifyStructure({ ...bare, maxLength: 8 }).subarray(15))).toBe('050000000020000100');
  });
});

describe('the list of features', () => {
  it('gives control codes without a sign, and ends at what is not shaped so', () => {
    expect([...parseFeatures(hex('0604C2330006 0A0442330010 0C0142'))]).toEqual([
      [0x06, 0xc2330006],
      [0x0a, 0x42330010],
    ]);
  });

  it('is read without harm, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(parseFeatures(bytes).size).toBeLessThanOrEqual(bytes.length / 6);
      }),
      { numRuns: 300 },
    );
  });
});
