import { createFakeReader, type FakeReader, type FakeReaderOptions } from '#demo/usb/fake-reader.ts';
import type { FakeDescriptor } from '#demo/usb/fake-descriptor.ts';
import { vi } from 'vitest';
import { PIN_PAD_READER, SHORT_APDU_READER, VENDOR_TPDU_READER } from '#demo/usb/presets.ts';

const VENDOR_CLASS = 0xff;

/** As a page may claim it: behind a vendor's class, by numbers that the chooser names. */
const listed = (descriptor: FakeDescriptor, vendorId: number, productId: number): FakeDescriptor => ({
  ...descriptor,
  vendorId,
  productId,
  interfaces: descriptor.interfaces.map((face) => ({ ...face, class: VENDOR_CLASS })),
});

/** TPDU level, nothing automatic. */
export const BAG_READER = listed(VENDOR_TPDU_READER, 0x04e6, 0x5111);
/** Short APDU, all automatic. */
export const APDU_READER = listed({ ...SHORT_APDU_READER, product: 'Lecteur de cabinet' }, 0x04e6, 0xe003);
/** With keys. */
export const KEYS_READER = listed(PIN_PAD_READER, 0x046a, 0x003e);
/** Of the smart-card class, which the browser keeps. */
export const DESK_READER = SHORT_APDU_READER;

/** A reader as Chromium lets pages use it. */
export const pageReader = (
  descriptor: FakeDescriptor,
  options: Omit<FakeReaderOptions, 'descriptor' | 'enforceProtected'> = {},
): FakeReader => createFakeReader({ descriptor, enforceProtected: true, ...options });

/** Types of the messages that carry commands to the card (CCID 1.10 §6.1). */
const XFR_BLOCK = 0x6f;
const SECURE = 0x69;

const messages = ({ log }: FakeReader, type: number) =>
  log.filter(({ pipe, bytes }) => pipe === 'bulkOut' && bytes[0] === type);
export const blocksTo = (reader: FakeReader): number => messages(reader, XFR_BLOCK).length;
export const secureTo = (reader: FakeReader): number => messages(reader, SECURE).length;

/** All that left the page for the reader, as one text of bytes. */
export const saidTo = ({ log }: FakeReader): string =>
  log
    .filter(({ pipe }) => pipe === 'bulkOut')
    .map(({ bytes }) => String.fromCharCode(...bytes))
    .join('');

/** Waits until the card has heard this many more commands, then acts: in the middle of a dialogue. */
export async function afterBlocks(reader: FakeReader, count: number, act: () => unknown): Promise<void> {
  const wanted = blocksTo(reader) + count;
  await vi.waitUntil(() => blocksTo(reader) >= wanted, { interval: 1, timeout: 20_000 });
  await act();
}
