import { describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import { appendEdc } from '#cards/ccid/t1/edc.ts';
import type { Fault } from '#demo/usb/fault.ts';
import type { PinPrompt } from '#demo/usb/pin-entry.ts';
import {
  EXTENDED_APDU_READER,
  PIN_PAD_READER,
  SHORT_APDU_READER,
  TWO_SLOT_READER,
  VENDOR_TPDU_READER,
} from '#demo/usb/presets.ts';
import { withAtr } from '#demo/usb/with-atr.ts';
import { cardOf, hostOf, message, type Host } from './host.ts';

const SLOW_ATR = '3B 00';
const FAST_ATR = '3B 75 13 00 00 43 09 EA 90 00';
const T1_ATR = '3B 80 81 11 20 30';
const FAILED = 0x40;
const [ACTIVE, INACTIVE, ABSENT] = [0, 1, 2];

const READ = '00b0000004';
const card = (atr = SLOW_ATR) =>
  cardOf(atr, { [READ]: 'DDDDDDDD9000', '00a4000c': '6105', '00c0000005': '01020304059000' });

/** A change of slots read from the interrupt endpoint. */
const slotChange = async ({ device }: Host): Promise<string> => {
  const { data } = await device.transferIn(3, 8);
  return toHex(new Uint8Array(data?.buffer ?? new ArrayBuffer(0)));
};

describe('the fake reader', () => {
  it('says whether a card is there and powered', async () => {
    const host = await hostOf({ descriptor: SHORT_APDU_READER });
    expect(await host.ask(0x65, '', { seq: 1 })).toMatchObject({ type: 0x81, seq: 1, status: ABSENT });
    host.insert(card());
    expect((await host.ask(0x65)).status).toBe(INACTIVE);
    expect(await host.ask(0x62)).toMatchObject({ type: 0x80, status: ACTIVE, data: '3b00' });
    expect((await host.ask(0x65)).status).toBe(ACTIVE);
    expect((await host.ask(0x63)).status).toBe(INACTIVE);
    host.remove();
    expect((await host.ask(0x65)).status).toBe(ABSENT);
  });

  it('finds a card mute that does not answer to power, and no card at all', async () => {
    const host = await hostOf({ descriptor: SHORT_APDU_READER }, cardOf(undefined));
    expect(await host.ask(0x62)).toMatchObject({ status: FAILED | INACTIVE, error: 0xfe });
    host.remove();
    expect(await host.ask(0x62)).toMatchObject({ status: FAILED | ABSENT, error: 0xfe });
  });

  it('leaves the voltage to whoever drives it where it cannot choose', async () => {
    const host = await hostOf({ descriptor: VENDOR_TPDU_READER });
    host.insert(card(), 0, { voltages: [3] });
    const power = async (select: string) => (await host.ask(0x62, '', { parameters: `${select}0000` })).error;
    expect([await power('00'), await power('01'), await power('02')]).toEqual([7, 0xfe, 0]);
  });

  it('refuses what it does not know: a slot, a command, a length that is not true', async () => {
    const host = await hostOf({ descriptor: SHORT_APDU_READER }, card());
    expect(await host.ask(0x65, '', { slot: 1 })).toMatchObject({
      slot: 1,
      status: FAILED | ABSENT,
      error: 5,
    });
    expect(await host.ask(0x6b, '00')).toMatchObject({ type: 0x83, status: FAILED | INACTIVE, error: 0 });
    const lie = message(0x65);
    lie[1] = 4;
    await host.send(lie);
    expect(await host.receive()).toMatchObject({ status: FAILED | INACTIVE, error: 1 });
  });

  it('tells of cards that come and go, those before the first reading too', async () => {
    const host = await hostOf({ descriptor: TWO_SLOT_READER });
    host.insert(card(), 1);
    expect(await slotChange(host)).toBe('500c');
    const waiting = slotChange(host);
    host.insert(card(), 0);
    expect(await waiting).toBe('5007');
    host.remove(1);
    host.remove(0);
    expect(await slotChange(host)).toBe('500a');
  });
});

describe('the fake reader at APDU level', () => {
  it('carries an APDU, and fetches what waits', async () => {
    const host = await hostOf(
      { descriptor: SHORT_APDU_READER },
      cardOf(SLOW_ATR, { '00a4000c01aa00': '6102', '00c0000002': 'BEEF9000' }),
    );
    await host.ask(0x62);
    expect((await host.ask(0x6f, '00A4000C01AA00')).data).toBe('beef9000');
  });

  it('leaves following to whoever drives it, where told so', async () => {
    const host = await hostOf(
      { descriptor: SHORT_APDU_READER, followsUp: false },
      cardOf(SLOW_ATR, { '00a4000c01aa00': '6102' }),
    );
    await host.ask(0x62);
    expect((await host.ask(0x6f, '00A4000C01AA00')).data).toBe('6102');
  });

  it('refuses what is no short APDU', async () => {
    const host = await hostOf({ descriptor: SHORT_APDU_READER }, card());
    await host.ask(0x62);
    expect(await host.ask(0x6f, '00A4000C05AA')).toMatchObject({ status: FAILED, error: 1 });
  });

  it('chains long commands and answers at extended level', async () => {
    const [usual] = EXTENDED_APDU_READER.interfaces;
    if (!usual?.smartCard) throw new Error('no reader');
    const descriptor = {
      ...EXTENDED_APDU_READER,
      interfaces: [{ ...usual, smartCard: { ...usual.smartCard, maxMessage: 14 } }],
    };
    const host = await hostOf(
      { descriptor },
      cardOf(SLOW_ATR, { '00d6000003aabbcc': '9000', [READ]: 'DDDDDDDD9000' }),
    );
    await host.ask(0x62);
    expect(await host.ask(0x6f, '00D60000', { parameters: '000100' })).toMatchObject({
      last: 0x10,
      data: '',
    });
    expect(await host.ask(0x6f, '03AABBCC', { parameters: '000200' })).toMatchObject({
      last: 0,
      data: '9000',
    });
    await host.ask(0x6f, '00B00000', { parameters: '000100' });
    expect(await host.ask(0x6f, '04', { parameters: '000200' })).toMatchObject({ last: 1, data: 'dddddddd' });
    expect(await host.ask(0x6f, '', { parameters: '001000' })).toMatchObject({ last: 2, data: '9000' });
  });
});

describe('the fake reader at TPDU level', () => {
  it('carries a T=0 command of five bytes or with its data, and nothing else', async () => {
    const host = await hostOf(
      { descriptor: VENDOR_TPDU_READER },
      cardOf(SLOW_ATR, { [READ]: 'DDDDDDDD9000', '00d6000001aa': '9000' }),
    );
    await host.ask(0x62, '', { parameters: '010000' });
    const send = async (tpdu: string) => {
      const { error, data } = await host.ask(0x6f, tpdu);
      return error || data;
    };
    expect([await send(READ), await send('00D6000001AA')]).toEqual(['dddddddd9000', '9000']);
    expect([await send('00B00000'), await send('00D6000001AA00'), await send('00D6000002AA')]).toEqual([
      1, 1, 1,
    ]);
  });

  it('hears a fast card only once PPS and SetParameters agree', async () => {
    const host = await hostOf({ descriptor: VENDOR_TPDU_READER }, card(FAST_ATR));
    await host.ask(0x62, '', { parameters: '010000' });
    expect((await host.ask(0x6f, 'FF1013FC')).data).toBe('ff1013fc');
    expect((await host.ask(0x6f, READ)).error).toBe(0xfe);
    expect((await host.ask(0x61, '1300000A00')).data).toBe('1300000a00');
    expect((await host.ask(0x6f, READ)).data).toBe('dddddddd9000');
    expect(await host.ask(0x6c)).toMatchObject({ type: 0x82, last: 0, data: '1300000a00' });
  });

  it('hears a card at the default speed where that keeps it, or nobody asked', async () => {
    const host = await hostOf({ descriptor: VENDOR_TPDU_READER });
    host.insert(card(FAST_ATR), 0, { pps: 'keepsSpeed' });
    await host.ask(0x62, '', { parameters: '010000' });
    expect((await host.ask(0x6f, 'FF1013FC')).data).toBe('ff00ff');
    expect((await host.ask(0x6f, READ)).data).toBe('dddddddd9000');
    host.insert(card(FAST_ATR), 0, { pps: 'silent' });
    await host.ask(0x62, '', { parameters: '010000' });
    expect((await host.ask(0x6f, 'FF1013FC')).error).toBe(0xfe);
  });

  it('speaks T=1 with a card that offers it: sizes, time, chains both ways, blocks asked for again', async () => {
    const command = `00D6000040${'AA'.repeat(64)}`;
    const answers = { [command.toLowerCase()]: '9000', [READ]: `${'DD'.repeat(40)}9000` };
    const host = await hostOf({ descriptor: VENDOR_TPDU_READER });
    const behaviour = { waits: 1, damages: (block: number) => block === 5 };
    host.insert(withAtr(cardOf(SLOW_ATR, answers), hex(T1_ATR)), 0, { t1: behaviour });
    await host.ask(0x62, '', { parameters: '010000' });
    await host.ask(0x61, '1110004D002000', { parameters: '010000' });
    const block = async (text: string) => {
      const { data } = await host.ask(0x6f, toHex(appendEdc('lrc', hex(`00 ${text}`))));
      return data.slice(2, -2);
    };
    const first = toHex(hex(command).subarray(0, 32));
    expect(await block(`20 20 ${first}`)).toBe('9000');
    expect(await block(`60 20 ${'AA'.repeat(32)}`)).toBe('8000');
    expect(await block('00 05 AAAAAAAAAA')).toBe('c30102');
    expect(await block('E3 01 02')).toBe('00029000');
    expect(await block(`40 05 ${READ}`)).toBe('c30102');
    await block('E3 01 02'); // damaged
    expect(await block('91 00')).toBe(`6020${'dd'.repeat(32)}`);
    expect(await block('80 00')).toBe(`000a${'dd'.repeat(8)}9000`);
    expect(await block('C0 00')).toBe('e000');
  });
});

describe('the keys of the fake reader', () => {
  const STRUCTURE = '001e8208000804020 10c0400000000'.replace(' ', '') + '0020000108FFFFFFFFFFFFFFFF';
  const pinCard = cardOf(SLOW_ATR, { '002000010831323334ffffffff': '9000' });

  it('put the code into the block, and give the answer of the card', async () => {
    const prompts: PinPrompt[] = [];
    const typePin = (prompt: PinPrompt) => {
      prompts.push(prompt);
      return { digits: prompts.length === 1 ? '12' : '1234' };
    };
    const host = await hostOf({ descriptor: PIN_PAD_READER, typePin }, pinCard);
    await host.ask(0x62);
    expect(await host.ask(0x69, STRUCTURE)).toMatchObject({ type: 0x80, status: ACTIVE, data: '9000' });
    expect(prompts).toEqual(Array(2).fill({ timeout: 30, minLength: 4, maxLength: 8 }));
  });

  it.each([
    ['cancel', 0xef],
    ['timeout', 0xf0],
  ] as const)('say %s as an error', async (typed, error) => {
    const host = await hostOf({ descriptor: PIN_PAD_READER, typePin: () => typed }, pinCard);
    await host.ask(0x62);
    expect(await host.ask(0x69, STRUCTURE)).toMatchObject({ status: FAILED, error });
  });

  it('are not there on a reader without them', async () => {
    const host = await hostOf({ descriptor: SHORT_APDU_READER }, pinCard);
    await host.ask(0x62);
    expect(await host.ask(0x69, STRUCTURE)).toMatchObject({ status: FAILED, error: 0 });
  });
});

describe('a fault of the fake reader', () => {
  const spoiled = async (fault: Fault): Promise<Host> => {
    const host = await hostOf({ descriptor: SHORT_APDU_READER }, card());
    await host.ask(0x62);
    host.setFault(fault);
    await host.send(message(0x6f, READ, { seq: 5 }));
    return host;
  };

  it.each<[Fault, object]>([
    [{ type: 'otherSlot' }, { slot: 1, seq: 5 }],
    [{ type: 'otherSequence' }, { slot: 0, seq: 6 }],
    [{ type: 'truncated', length: 12 }, { data: 'dddd' }],
    [
      { type: 'garbage', bytes: hex('0102') },
      { type: 1, data: '' },
    ],
    [{ type: 'altered', alter: (answer) => answer.map((byte) => byte ^ 0xff) }, { type: 0x7f }],
    [{ type: 'cardMute' }, { status: FAILED, error: 0xfe }],
    [{ type: 'hardwareError' }, { status: FAILED, error: 0xfb }],
  ])('%j spoils its answers', async (fault, answer) => {
    expect(await (await spoiled(fault)).receive()).toMatchObject(answer);
  });

  it('puts older answers before the true one', async () => {
    const host = await spoiled({ type: 'staleAnswers', count: 2 });
    expect([(await host.receive()).seq, (await host.receive()).seq, (await host.receive()).seq]).toEqual([
      3, 4, 5,
    ]);
  });

  it('asks for more time', async () => {
    const host = await spoiled({ type: 'timeExtensions', times: 1 });
    expect(await host.receive()).toMatchObject({ status: 0x80, error: 1 });
    expect(await host.receive()).toMatchObject({ status: 0, data: 'dddddddd9000' });
  });

  it('lies about lengths', async () => {
    const host = await spoiled({ type: 'lengthLie', by: 7 });
    const { data } = await host.device.transferIn(2, 4096);
    expect([data?.byteLength, data?.getUint32(1, true)]).toEqual([16, 13]);
  });

  it('keeps silent until aborted, and works again', async () => {
    const host = await spoiled({ type: 'silent' });
    expect((await host.ask(0x65, '', { seq: 6 })).error).toBe(0xe0);
    const abort = {
      requestType: 'class',
      recipient: 'interface',
      request: 1,
      value: 0x0700,
      index: 0,
    } as const;
    await host.device.controlTransferOut(abort);
    expect((await host.ask(0x65, '', { seq: 8 })).error).toBe(0xff);
    expect(await host.ask(0x72, '', { seq: 7 })).toMatchObject({ type: 0x81, seq: 7, status: ACTIVE });
    host.setFault(undefined);
    expect((await host.ask(0x6f, READ)).data).toBe('dddddddd9000');
  });
});
