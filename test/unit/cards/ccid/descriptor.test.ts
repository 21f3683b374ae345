import { describe, expect, it } from 'vitest';
import { concat, hex } from '#base/bytes.ts';
import { findClassDescriptors } from '#cards/ccid/configuration.ts';
import { messageLimit, parseClassDescriptor } from '#cards/ccid/descriptor.ts';
import { unwrap } from '#base/result.ts';
import {
  ALL_ENDPOINTS,
  classDescriptor,
  configurationDescriptor,
  EXTENDED_APDU,
  SHORT_APDU,
  TPDU,
  USUAL,
} from './descriptors.ts';

describe('the class descriptor', () => {
  it('of a reader of carte Vitale and CPS is read whole', () => {
    const bytes = classDescriptor({ voltages: 3, features: TPDU | USUAL, pinSupport: 1, maxSlotIndex: 1 });
    expect(unwrap(parseClassDescriptor(bytes))).toEqual({
      maxSlotIndex: 1,
      voltages: [5, 3],
      protocols: [0, 1],
      defaultClock: 4800,
      maxDataRate: 412_903,
      maxIfsd: 254,
      features: 0x100ba,
      level: 'tpdu',
      maxMessage: 271,
      pinVerify: true,
      maxBusySlots: 1,
    });
  });

  it.each([
    [0, 'character'],
    [TPDU, 'tpdu'],
    [SHORT_APDU, 'shortApdu'],
    [EXTENDED_APDU, 'extendedApdu'],
  ])('with level bits %s is of level %s', (bits, level) => {
    expect(unwrap(parseClassDescriptor(classDescriptor({ features: bits | USUAL }))).level).toBe(level);
  });

  it('that is shorter than 54 bytes, or says so, is a fault of the reader', () => {
    const fault = { error: { type: 'ReaderFault', what: 'class descriptor length' } };
    expect(parseClassDescriptor(classDescriptor().subarray(0, 53))).toMatchObject(fault);
    expect(parseClassDescriptor(concat(hex('35'), classDescriptor().subarray(1)))).toMatchObject(fault);
  });

  it('with messages that hold nothing is a fault of the reader', () => {
    for (const maxMessage of [0, 10, 63])
      expect(parseClassDescriptor(classDescriptor({ maxMessage }))).toMatchObject({
        error: { type: 'ReaderFault', what: 'dwMaxCCIDMessageLength' },
      });
  });

  it.each([
    ['one without its header', SHORT_APDU, 261, 271],
    ['a whole short APDU', TPDU, 271, 271],
    ['more', SHORT_APDU, 2048, 2048],
    ['beyond any APDU', SHORT_APDU, 0xffffffff, 65_554],
    ['little at extended level, where messages are chained', EXTENDED_APDU, 64, 64],
    ['nonsense at extended level', EXTENDED_APDU, 0xffffffff, 65_554],
  ])('that declares %s is kept to', (_what, level, maxMessage, expected) => {
    const descriptor = unwrap(parseClassDescriptor(classDescriptor({ features: level, maxMessage })));
    expect(messageLimit(descriptor)).toBe(expected);
  });
});

describe('the configuration descriptor', () => {
  const ccid = { interfaceClass: 0x0b, endpoints: ALL_ENDPOINTS, descriptor: classDescriptor() };

  it('gives the class descriptor of each interface and setting', () => {
    const found = findClassDescriptors(
      configurationDescriptor([
        { ...ccid, number: 0 },
        { number: 1, interfaceClass: 3, endpoints: [] },
        { ...ccid, number: 2, alternate: 1 },
      ]),
    );
    expect(found.map(({ interfaceNumber, alternateSetting }) => [interfaceNumber, alternateSetting])).toEqual(
      [
        [0, 0],
        [2, 1],
      ],
    );
    expect(found[0]?.bytes).toEqual(classDescriptor());
  });

  it('may hold it behind the endpoints', () => {
    const found = findClassDescriptors(
      configurationDescriptor([{ ...ccid, number: 0, descriptorLast: true }]),
    );
    expect(found).toHaveLength(1);
  });

  it('may hold it with the type of before the standard', () => {
    const descriptor = concat(hex('36FF'), classDescriptor().subarray(2));
    expect(findClassDescriptors(configurationDescriptor([{ ...ccid, number: 0, descriptor }]))).toHaveLength(
      1,
    );
  });

  it('does not take the descriptor of a keyboard, which has the same type, for one', () => {
    const keyboard = { number: 0, interfaceClass: 3, endpoints: [], descriptor: hex('092111010001223F00') };
    expect(findClassDescriptors(configurationDescriptor([keyboard]))).toEqual([]);
  });

  it('ends where a descriptor reaches beyond it, or has no length', () => {
    const whole = configurationDescriptor([{ ...ccid, number: 0 }]);
    expect(findClassDescriptors(whole.subarray(0, 40))).toEqual([]);
    expect(findClassDescriptors(concat(hex('00'), whole))).toEqual([]);
  });
});
