import { describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import {
  abortCommand,
  encodeMessage,
  getParameters,
  getSlotStatus,
  iccPowerOff,
  iccPowerOn,
  parseAnswer,
  secure,
  setParameters,
  xfrBlock,
} from '#cards/ccid/messages.ts';

describe('messages to the reader, as CCID 1.10 §6.1 lays them out', () => {
  it.each([
    ['IccPowerOn at 3 V', encodeMessage(iccPowerOn(2), 0, 0), '62000000000000020000'],
    ['IccPowerOff', encodeMessage(iccPowerOff, 1, 2), '63000000000102000000'],
    ['GetSlotStatus', encodeMessage(getSlotStatus, 0, 255), '650000000000ff000000'],
    ['GetParameters', encodeMessage(getParameters, 0, 3), '6c000000000003000000'],
    [
      'SetParameters',
      encodeMessage(setParameters(0, hex('1800000A00')), 0, 4),
      '61050000000004000000' + '1800000a00',
    ],
    [
      'XfrBlock',
      encodeMessage(xfrBlock(hex('00A4000C023F00')), 0, 5),
      '6f070000000005000000' + '00a4000c023f00',
    ],
    [
      'XfrBlock, chained, with more time',
      encodeMessage(xfrBlock(hex('AA'), 3, 0x10), 0, 6),
      '6f010000000006031000aa',
    ],
    ['Secure', encodeMessage(secure(hex('0000')), 0, 7), '690200000000070000000000'],
    ['Abort', encodeMessage(abortCommand, 2, 8), '72000000000208000000'],
  ])('%s', (_name, message, expected) => {
    expect(toHex(message)).toBe(expected);
  });

  it('write lengths beyond a byte little endian', () => {
    expect(toHex(encodeMessage(xfrBlock(new Uint8Array(261)), 0, 0)).slice(0, 10)).toBe('6f05010000');
  });
});

describe('answers of the reader', () => {
  it('tell slot, number, card, outcome and data', () => {
    expect(parseAnswer(hex('80 02000000 01 07 00 00 02 9000'))).toEqual({
      type: 0x80,
      slot: 1,
      seq: 7,
      card: 'active',
      outcome: 'done',
      error: 0,
      last: 2,
      data: hex('9000'),
    });
  });

  it.each([
    ['00', 'active', 'done'],
    ['01', 'inactive', 'done'],
    ['02', 'absent', 'done'],
    ['42', 'absent', 'failed'],
    ['80', 'active', 'timeExtension'],
    ['C3', 'inactive', 'failed'],
  ])('with status %s: card %s, command %s', (status, card, outcome) => {
    expect(parseAnswer(hex(`81 00000000 00 00 ${status} FE 00`))).toMatchObject({
      card,
      outcome,
      error: 0xfe,
    });
  });

  it('end where dwLength says, whatever the reader pads behind', () => {
    expect(parseAnswer(hex('80 01000000 00 00 00 00 00 AA 00 00'))?.data).toEqual(hex('AA'));
  });

  it('are none where they are cut short', () => {
    expect(parseAnswer(hex('80 02000000 00 00 00 00 00 90'))).toBeUndefined();
    expect(parseAnswer(hex('80 FFFFFFFF 00 00 00 00 00 90'))).toBeUndefined();
    expect(parseAnswer(hex('8002'))).toBeUndefined();
  });
});
