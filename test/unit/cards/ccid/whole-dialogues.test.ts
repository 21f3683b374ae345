import { describe, expect, it } from 'vitest';
import { unwrap, type Result } from '#base/result.ts';
import { toHex } from '#base/bytes.ts';
import { openCcid } from '#cards/ccid/open.ts';
import type { CardError } from '#cards/errors.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import { readVitale } from '#cards/vitale/read-vitale.ts';
import { withCard } from '#cards/with-card.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { openCpsCard } from '#demo/cps-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import type { FakeDescriptor } from '#demo/usb/fake-descriptor.ts';
import { createFakeReader } from '#demo/usb/fake-reader.ts';
import type { Fault } from '#demo/usb/fault.ts';
import type { TypePin } from '#demo/usb/pin-entry.ts';
import {
  EXTENDED_APDU_READER,
  PIN_PAD_READER,
  SHORT_APDU_READER,
  VENDOR_TPDU_READER,
} from '#demo/usb/presets.ts';
import { issueNurseCard } from '../../demo/cards.ts';
import { createHastyTimer } from './hasty-timer.ts';

const levels: Readonly<Record<string, FakeDescriptor>> = {
  'short APDU': SHORT_APDU_READER,
  'extended APDU': EXTENDED_APDU_READER,
  TPDU: VENDOR_TPDU_READER,
};

const vitale = (): SimulatedCard => {
  const [card] = DEMO_HOLDER_CARDS;
  if (!card) throw new Error('no card');
  return createHolderCard(card);
};

interface Attempt {
  readonly result: Result<unknown, CardError>;
  /** Bulk transfers, both ways. */
  readonly transfers: number;
  /** The next reading, without the fault; undefined where the reader is gone. */
  readonly next: Result<unknown, CardError> | undefined;
}

/** Reads a carte Vitale through a fake reader, once with the fault and once without. */
async function read(descriptor: FakeDescriptor, fault?: Fault): Promise<Attempt> {
  const fake = createFakeReader({ descriptor });
  fake.insert(vitale());
  const timer = createHastyTimer();
  const reader = unwrap(await openCcid(fake.device, { timer, allowProtected: true }));
  const before = fake.log.length;
  fake.setFault(fault);
  const [slot] = reader.slots;
  if (!slot) throw new Error('a reader has a slot');
  const result = await withCard(slot, readVitale);
  const transfers = fake.log.slice(before).filter(({ pipe }) => pipe.startsWith('bulk')).length;
  fake.setFault(undefined);
  const next = fault?.type === 'unplugged' ? undefined : await withCard(slot, readVitale);
  await reader.close();
  timer.stop();
  return { result, transfers, next };
}

describe.each(Object.entries(levels))(
  'a carte Vitale read through a reader of %s level',
  (_level, descriptor) => {
    it('gives its holders', async () => {
      expect(unwrap((await read(descriptor)).result)).toMatchObject({
        persons: [{ familyName: 'PAT-TROIS' }],
      });
    });

    it('ends in ReaderGone wherever the reader is unplugged', async () => {
      const { transfers } = await read(descriptor);
      const ends: string[] = [];
      for (let after = 0; after < transfers; after++) {
        const { result } = await read(descriptor, { type: 'unplugged', after });
        ends.push(result.ok ? 'read' : result.error.type);
      }
      // once the last record was there, only the power was left to be taken away
      expect(new Set(ends)).toEqual(new Set(['ReaderGone', 'read']));
      expect(ends.lastIndexOf('ReaderGone')).toBeLessThan(ends.indexOf('read'));
    });

    it.each<[string, Fault, string]>([
      ['answers for another slot', { type: 'otherSlot' }, 'ReaderFault'],
      ['answers with another number', { type: 'otherSequence' }, 'ReaderFault'],
      ['repeats answers of long ago', { type: 'staleAnswers', count: 20 }, 'read'],
      ['asks for time', { type: 'timeExtensions', times: 20 }, 'read'],
      ['cuts its answers', { type: 'truncated', length: 11 }, 'ReaderFault'],
      ['announces more than it sends', { type: 'lengthLie', by: 3 }, 'ReaderFault'],
      ['sends garbage', { type: 'garbage', bytes: new Uint8Array(20).fill(0xee) }, 'ReaderFault'],
      ['does not reach the card', { type: 'cardMute' }, 'CardMute'],
      ['has a fault of its own', { type: 'hardwareError' }, 'ReaderFault'],
      ['stalls on its way in', { type: 'stall', endpoint: 'in' }, 'ReaderFault'],
      ['stalls on its way out', { type: 'stall', endpoint: 'out' }, 'ReaderFault'],
      ['falls silent', { type: 'silent' }, 'ReaderFault'],
    ])(
      'where the reader %s ends as it should, and the next reading works',
      async (_name, fault, expected) => {
        const { result, next } = await read(descriptor, fault);
        expect(result.ok ? 'read' : result.error.type).toBe(expected);
        expect(next?.ok).toBe(true);
      },
    );
  },
);

describe('a CPS whose code is typed on the reader', () => {
  const issued = issueNurseCard();
  const login = async (typePin: TypePin): Promise<{ result: Result<unknown, CardError>; sent: string }> => {
    const fake = createFakeReader({ descriptor: PIN_PAD_READER, typePin });
    fake.insert(openCpsCard((await issued).stored));
    const timer = createHastyTimer();
    const reader = unwrap(await openCcid(fake.device, { timer }));
    const [slot] = reader.slots;
    if (!slot) throw new Error('a reader has a slot');
    const challenge = {
      instanceId: 'demo',
      origin: 'https://relais.example',
      nonce: new Uint8Array(32),
      jkt: new Uint8Array(32),
    };
    const result = await withCard(slot, (channel) => cpsLogin(channel, { ...challenge, pin: 'atStation' }));
    await reader.close();
    timer.stop();
    return { result, sent: fake.log.map(({ bytes }) => toHex(bytes)).join(' ') };
  };

  it('signs in, and the code never comes over the wire', async () => {
    const { result, sent } = await login(() => ({ digits: '1234' }));
    expect(result.ok).toBe(true);
    expect(sent).not.toContain('31323334');
  });

  it.each<[string, ReturnType<TypePin>, object]>([
    ['wrong', { digits: '9999' }, { type: 'WrongPin', triesLeft: 2 }],
    ['cancelled', 'cancel', { type: 'PinPadCancelled' }],
    ['never typed', 'timeout', { type: 'PinPadTimeout' }],
  ])('says so where it is %s', async (_name, typed, error) => {
    expect((await login(() => typed)).result).toEqual({ ok: false, error });
  });
});
