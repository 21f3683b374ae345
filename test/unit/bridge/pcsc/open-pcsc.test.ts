import { afterEach, describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { SHARE, STATE } from '#bridge/pcsc/binding.ts';
import { openPcsc, type PcscReaders } from '#bridge/pcsc/open-pcsc.ts';
import type { CardReader } from '#cards/channel.ts';
import { fail, fakeService, type FakeService } from './fake-binding.ts';

const SELECT = hex('00A4000C023F00');
const opened: PcscReaders[] = [];
afterEach(async () => {
  for (const pcsc of opened.splice(0)) await pcsc.close();
});

/** As time goes by at once; the loop of the watch gets its turns. */
const wait = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function start(service: FakeService): Promise<PcscReaders> {
  const load = (): Promise<unknown> => Promise.resolve(service.binding);
  const pcsc = unwrap(await openPcsc({ load, wait, platform: 'linux' }));
  opened.push(pcsc);
  return pcsc;
}

async function readerOf(service: FakeService): Promise<CardReader> {
  const [reader] = (await start(service)).list();
  if (!reader) throw new Error('no reader');
  return reader;
}

async function until(isSo: () => boolean): Promise<void> {
  for (let turns = 0; turns < 1000 && !isSo(); turns++) await wait();
  expect(isSo()).toBe(true);
}

const missing = (code: string) => () => Promise.reject(Object.assign(new Error('no module'), { code }));

describe('opening PC/SC', () => {
  it.each([
    ['ERR_MODULE_NOT_FOUND', 'notInstalled'],
    ['MODULE_NOT_FOUND', 'notBuilt'],
    ['ERR_DLOPEN_FAILED', 'library'],
  ])('says why the binding is missing: %s', async (code, because) => {
    expect(await openPcsc({ load: missing(code) })).toEqual({
      ok: false,
      error: { type: 'moduleMissing', because },
    });
  });

  it.each([undefined, {}, { Context: 1 }, 'text'])('does not take %j for the binding', async (loaded) => {
    expect(await openPcsc({ load: () => Promise.resolve(loaded) })).toEqual({
      ok: false,
      error: { type: 'moduleMissing', because: 'otherVersion' },
    });
  });

  it('says that no service runs', async () => {
    const service = fakeService();
    service.running = false;
    const load = (): Promise<unknown> => Promise.resolve(service.binding);
    expect(await openPcsc({ load })).toEqual({ ok: false, error: { type: 'serviceAway' } });
  });
});

describe('the readers of the PC/SC service', () => {
  it('come and go, and the one that comes back is the same', async () => {
    const service = fakeService();
    const pcsc = await start(service);
    const [reader] = pcsc.list();
    let changes = 0;
    pcsc.onChange(() => changes++);
    service.readers = [];
    service.changed();
    await until(() => pcsc.list().length === 0);
    expect([reader?.cardPresent(), await reader?.open()]).toEqual([
      false,
      { ok: false, error: { type: 'ReaderGone' } },
    ]);
    service.readers = [{ name: 'Reader', state: 0 }];
    service.changed();
    await until(() => pcsc.list().length === 1);
    expect([pcsc.list()[0] === reader, changes]).toEqual([true, 2]);
  });

  it('are followed where the system tells nothing of plug and play', async () => {
    const service = fakeService();
    service.plugAndPlay = false;
    const pcsc = await start(service);
    await wait();
    service.readers = [...service.readers, { name: 'Other', state: 0 }];
    await until(() => {
      service.changed();
      return pcsc.list().length === 2;
    });
  });

  it('are gone with the service, and back with it', async () => {
    const service = fakeService();
    const pcsc = await start(service);
    service.running = false;
    service.changed();
    await until(() => !pcsc.serviceRunning());
    expect(pcsc.list()).toEqual([]);
    service.running = true;
    await until(() => pcsc.serviceRunning() && pcsc.list().length === 1);
  });

  it('tell of cards that come and go, not of who uses them', async () => {
    const service = fakeService();
    const reader = await readerOf(service);
    let calls = 0;
    const stop = reader.onChange(() => calls++);
    const become = async (state: number): Promise<void> => {
      service.readers = [{ name: 'Reader', state }];
      for (let i = 0; i < 5; i++) {
        service.changed();
        await wait();
      }
    };
    await become(STATE.present | 0x100);
    expect(calls).toBe(0);
    await become(0x10 | 0x10000);
    expect([calls, reader.cardPresent()]).toEqual([1, false]);
    // out and in again between two looks
    await become(STATE.present | 0x30000);
    expect(calls).toBe(2);
    stop();
    await become(0x10);
    expect(calls).toBe(2);
  });
});

describe('a dialogue over PC/SC', () => {
  it.each([
    [1, SELECT, '00a4000c023f00'],
    [1, hex('00200001'), '0020000100'],
    [1, hex('00CB3FFF024D0000'), '00cb3fff024d00'],
    [1, hex('00B0000010'), '00b0000010'],
    [2, hex('00CB3FFF024D0000'), '00cb3fff024d0000'],
  ])('in protocol %i sends %j as %s', async (protocol, command, expected) => {
    const service = fakeService();
    service.protocol = protocol;
    let sent = '';
    service.transmit = (bytes) => {
      sent = toHex(bytes);
      return Promise.resolve(hex('9000'));
    };
    const channel = unwrap(await (await readerOf(service)).open());
    await channel.transmit(command);
    expect(sent).toBe(expected);
    await channel.close();
  });

  it('wipes its copy of a command', async () => {
    const service = fakeService();
    let seen: Uint8Array | undefined;
    service.transmit = (bytes) => {
      seen = bytes;
      return Promise.resolve(hex('9000'));
    };
    const channel = unwrap(await (await readerOf(service)).open());
    await channel.transmit(SELECT);
    expect(seen?.every((byte) => byte === 0)).toBe(true);
    await channel.close();
  });

  it('ends with a reset, asked for aside, once', async () => {
    const service = fakeService();
    const channel = unwrap(await (await readerOf(service)).open());
    service.calls.length = 0;
    await Promise.all([channel.close(), channel.close()]);
    expect(service.calls).toEqual(['reconnect 1', 'disconnect 0', 'close']);
  });

  it.each([
    ['Card was removed', 'CardRemoved'],
    ['Card was reset', 'CardRemoved'],
    ['Card is unresponsive', 'CardMute'],
    ['Reader unavailable', 'ReaderGone'],
    ['PC/SC service not running', 'ReaderGone'],
    ['Communication error', 'ReaderGone'],
    ['Not enough memory', 'ReaderFault'],
    ['something never said before: 1234', 'ReaderFault'],
    // the card is still there when looked at
    ['Transaction failed', 'ReaderFault'],
  ])('takes «%s» for %s', async (sentence, type) => {
    const service = fakeService();
    service.transmit = () => Promise.reject(new Error(sentence));
    const channel = unwrap(await (await readerOf(service)).open());
    const result = await channel.transmit(SELECT);
    expect(result).toMatchObject({ ok: false, error: { type } });
    expect(JSON.stringify(result)).not.toContain('1234');
    await channel.close();
  });

  it.each([
    ['fails', () => fail('Transaction failed')],
    ['has no answer', () => Promise.resolve(new Uint8Array())],
  ])('knows a card pulled out by an exchange that %s', async (_, transmit) => {
    const service = fakeService();
    service.transmit = async () => {
      service.readers = [{ name: 'Reader', state: 0x10 }];
      setImmediate(() => service.changed());
      return transmit();
    };
    const channel = unwrap(await (await readerOf(service)).open());
    await wait();
    expect(await channel.transmit(SELECT)).toEqual({ ok: false, error: { type: 'CardRemoved' } });
    expect(await channel.transmit(SELECT)).toEqual({ ok: false, error: { type: 'CardRemoved' } });
  });

  it.each([
    ['No smart card present', 'NoCard'],
    ['Card was removed', 'NoCard'],
    ['Card is unresponsive', 'CardMute'],
    ['Protocol mismatch', 'CardMute'],
    ['Sharing violation', 'Busy'],
  ])('does not begin where connecting says «%s»: %s', async (sentence, type) => {
    const service = fakeService();
    service.connect = (share) => (share === SHARE.exclusive ? fail(sentence) : undefined);
    expect(await (await readerOf(service)).open()).toEqual({ ok: false, error: { type } });
  });

  it('begins where another program lets the card go in time', async () => {
    const service = fakeService();
    let refusals = 3;
    service.connect = (share) =>
      share === SHARE.exclusive && refusals-- > 0 ? fail('Sharing violation') : undefined;
    expect((await (await readerOf(service)).open()).ok).toBe(true);
  });
});
