import { describe, expect, it } from 'vitest';
import { hex, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { parseClassDescriptor } from '#cards/ccid/descriptor.ts';
import { planNegotiation, withoutAgreement } from '#cards/ccid/negotiation.ts';
import { parseAtr } from '#cards/ccid/parameters/atr.ts';
import { classDescriptor, SHORT_APDU, TPDU, type DescriptorFields } from './descriptors.ts';
import { CPS3_ATR, CPS4_ATR, VITALE_ATR } from './scripted-reader.ts';

/** TA1 = 95, TA2 = 00: T=0 at its own speed at once. */
const SPECIFIC = hex('3B90951000');
const T1_ONLY = hex('3B90118131FE458A');

const plan = (atr: Bytes, fields: DescriptorFields) =>
  planNegotiation(unwrap(parseAtr(atr)), unwrap(parseClassDescriptor(classDescriptor(fields))));

describe('what is agreed on with a card', () => {
  it.each<[string, Bytes, DescriptorFields, object]>([
    ['Vitale, reader without PPS', VITALE_ATR, { features: TPDU }, { protocol: 0, speed: 0x13, pps: true }],
    ['Vitale, reader with PPS', VITALE_ATR, { features: TPDU | 0x80 }, { speed: 0x13, pps: false }],
    ['CPS3, which names no speed', CPS3_ATR, { features: TPDU }, { speed: 0x11, pps: false }],
    ['CPS4: its first protocol', CPS4_ATR, { features: TPDU }, { protocol: 0, speed: 0x18, pps: true }],
    [
      'CPS4, reader of T=1 alone: its second, by PPS',
      CPS4_ATR,
      { features: TPDU, protocols: 2 },
      { protocol: 1, pps: true },
    ],
    [
      'CPS4, reader that is too slow',
      CPS4_ATR,
      { features: TPDU, maxDataRate: 100_000 },
      { speed: 0x11, pps: false },
    ],
    ['CPS4, reader that names no rate', CPS4_ATR, { features: TPDU, maxDataRate: 0 }, { speed: 0x18 }],
    ['a card of T=1', T1_ONLY, { features: TPDU }, { protocol: 1, speed: 0x11, pps: false }],
    [
      'a card in specific mode, even beyond the rate of the reader',
      SPECIFIC,
      { features: TPDU, maxDataRate: 20_000 },
      { protocol: 0, speed: 0x95, pps: false, setParameters: true },
    ],
    ['above TPDU level', CPS4_ATR, { features: SHORT_APDU }, { pps: false, setParameters: true }],
    [
      'above TPDU level, by a reader that does not name the protocol',
      VITALE_ATR,
      { features: SHORT_APDU, protocols: 2 },
      { protocol: 0 },
    ],
    [
      'a reader that negotiates alone',
      CPS4_ATR,
      { features: TPDU | 0x40 },
      { pps: false, setParameters: false, askProtocol: true },
    ],
  ])('%s', (_name, atr, fields, expected) => {
    expect(unwrap(plan(atr, fields))).toMatchObject(expected);
  });

  it('is nothing where they have no protocol in common', () => {
    expect(plan(T1_ONLY, { features: TPDU, protocols: 1 })).toMatchObject({
      error: { type: 'ReaderUnsupported', because: 'protocol' },
    });
  });

  it('falls back to what every card starts with', () => {
    expect(withoutAgreement(unwrap(plan(CPS4_ATR, { features: TPDU })))).toMatchObject({
      speed: 0x11,
      pps: false,
    });
  });
});
