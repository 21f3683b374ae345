/// <reference types="w3c-web-usb" />
import { hex, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { encodeMessage, iccPowerOn, xfrBlock } from '#cards/ccid/messages.ts';
import { createFakeReader } from '#demo/usb/fake-reader.ts';
import { EXTENDED_APDU_READER, SHORT_APDU_READER, VENDOR_TPDU_READER } from '#demo/usb/presets.ts';
import type { FakeDescriptor } from '#demo/usb/fake-descriptor.ts';
import { figure, type Figure } from '../figure.ts';
import { interleaved } from '../interleaved.ts';
import { vitaleCard } from './bench-cards.ts';
import { openedReader } from './led.ts';

const ROUNDS = 15;
const EXCHANGES = 300;
const GOAL_MS = 0.3;
/** READ BINARY of 200 bytes of the first file of a carte Vitale. */
const READ = hex('00B08200C8');

/** What the driver takes for one command over a fake USB reader without a wire: the fake's own time is told apart. */
export async function usbDriver(): Promise<Figure[]> {
  const [short, tpdu, extended] = await Promise.all(
    [SHORT_APDU_READER, VENDOR_TPDU_READER, EXTENDED_APDU_READER].map(driverOver),
  );
  if (!short || !tpdu || !extended) throw new Error('no reader');
  const samples = await interleaved(ROUNDS, {
    short: short.measure,
    tpdu: tpdu.measure,
    extended: extended.measure,
    fake: await fakeAlone(SHORT_APDU_READER),
  });
  await Promise.all([short, tpdu, extended].map((each) => each.close()));
  const goal = { atMost: GOAL_MS };
  return [
    figure('USB driver, one exchange, short APDU reader', 'ms', samples.short, goal),
    figure('USB driver, one exchange, TPDU reader', 'ms', samples.tpdu, goal),
    figure('USB driver, one exchange, extended APDU reader', 'ms', samples.extended, goal),
    figure('of it the fake reader and its card', 'ms', samples.fake),
  ];
}

async function driverOver(
  descriptor: FakeDescriptor,
): Promise<{ readonly measure: () => Promise<number>; close(): Promise<void> }> {
  const reader = await openedReader(descriptor, vitaleCard('large'));
  const channel = unwrap(await reader.slot.open());
  return {
    measure: () => perExchange(async () => void unwrap(await channel.transmit(READ))),
    async close() {
      await channel.close();
      await reader.close();
    },
  };
}

/** The same messages put to the same device by hand. */
async function fakeAlone(descriptor: FakeDescriptor): Promise<() => Promise<number>> {
  const fake = createFakeReader({ descriptor });
  fake.insert(vitaleCard('large'));
  const { device } = fake;
  await device.open();
  await device.claimInterface(0);
  const endpoints = device.configuration?.interfaces[0]?.alternate.endpoints ?? [];
  const [input, output] = (['in', 'out'] as const).map(
    (way) =>
      endpoints.find(({ type, direction }) => type === 'bulk' && direction === way)?.endpointNumber ?? 0,
  );
  if (!input || !output) throw new Error('no endpoints');
  const exchange = async (message: Bytes): Promise<void> => {
    await device.transferOut(output, message);
    await device.transferIn(input, 1024);
  };
  await exchange(encodeMessage(iccPowerOn(0), 0, 0));
  return () => perExchange(() => exchange(encodeMessage(xfrBlock(READ), 0, 1)));
}

async function perExchange(act: () => Promise<void>): Promise<number> {
  const from = performance.now();
  for (let i = 0; i < EXCHANGES; i++) await act();
  return (performance.now() - from) / EXCHANGES;
}
