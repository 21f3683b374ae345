import { describe, expect, it } from 'vitest';
import { createFakeReader } from '#demo/usb/fake-reader.ts';
import {
  EXTENDED_APDU_READER,
  PIN_PAD_READER,
  SHORT_APDU_READER,
  TWO_SLOT_READER,
  VENDOR_TPDU_READER,
} from '#demo/usb/presets.ts';
import { cardOf, hostOf, message } from './host.ts';

const VITALE_ATR = '3B 75 13 00 00 43 09 EA 90 00';
const CONFIGURATION = {
  requestType: 'standard',
  recipient: 'device',
  request: 6,
  value: 0x0200,
  index: 0,
} as const;

const bytesOf = ({ data }: USBInTransferResult): Uint8Array =>
  data ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array();

describe('the fake USB device', () => {
  it.each([SHORT_APDU_READER, VENDOR_TPDU_READER, EXTENDED_APDU_READER, PIN_PAD_READER, TWO_SLOT_READER])(
    'of $product shows its class descriptor in the configuration descriptor',
    async (descriptor) => {
      const { device } = createFakeReader({ descriptor });
      await device.open();
      const head = bytesOf(await device.controlTransferIn(CONFIGURATION, 9));
      const whole = bytesOf(await device.controlTransferIn(CONFIGURATION, 0xffff));
      expect([head.length, (whole[2] ?? 0) | ((whole[3] ?? 0) << 8)]).toEqual([9, whole.length]);
      expect([...whole.subarray(18, 22)]).toEqual([54, 0x21, 0x10, 0x01]);
      expect(device.configuration?.interfaces[0]?.alternate.endpoints).toEqual([
        { endpointNumber: 1, direction: 'out', type: 'bulk', packetSize: 64 },
        { endpointNumber: 2, direction: 'in', type: 'bulk', packetSize: 64 },
        { endpointNumber: 3, direction: 'in', type: 'interrupt', packetSize: 8 },
      ]);
    },
  );

  it('keeps the smart-card class from pages, and a vendor class not', async () => {
    const protectedReader = createFakeReader({
      descriptor: SHORT_APDU_READER,
      enforceProtected: true,
    }).device;
    const vendorReader = createFakeReader({ descriptor: VENDOR_TPDU_READER, enforceProtected: true }).device;
    await protectedReader.open();
    await vendorReader.open();
    await expect(protectedReader.claimInterface(0)).rejects.toMatchObject({ name: 'SecurityError' });
    await vendorReader.claimInterface(0);
    expect(vendorReader.configuration?.interfaces[0]?.claimed).toBe(true);
  });

  it('does nothing before it is opened and its interface claimed', async () => {
    const { device } = createFakeReader({ descriptor: VENDOR_TPDU_READER });
    await expect(device.claimInterface(0)).rejects.toMatchObject({ name: 'InvalidStateError' });
    await device.open();
    await expect(device.transferIn(2, 64)).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(device.claimInterface(7)).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('waits for a packet that is not full before it takes a message', async () => {
    const { device, log } = await hostOf({ descriptor: EXTENDED_APDU_READER }, cardOf('3B 00'));
    const full = message(0x6f, '00'.repeat(54));
    let answered = false;
    const reading = device.transferIn(2, 4096).then(() => (answered = true));
    await device.transferOut(1, full);
    await device.controlTransferIn(CONFIGURATION, 9);
    expect(answered).toBe(false);
    await device.transferOut(1, new Uint8Array());
    await reading;
    expect(log.map(({ pipe }) => pipe)).toEqual(['bulkOut', 'control', 'bulkOut', 'bulkIn']);
  });

  it('ends a message of whole packets with an empty one', async () => {
    const answers = { '00b0000034': `${'AA'.repeat(52)}9000` };
    const { device, send, ask } = await hostOf({ descriptor: SHORT_APDU_READER }, cardOf('3B 00', answers));
    await ask(0x62);
    await send(message(0x6f, '00B0000034'));
    expect((await device.transferIn(2, 64)).data?.byteLength).toBe(64);
    expect((await device.transferIn(2, 64)).data?.byteLength).toBe(0);
  });

  it('babbles where a packet is more than was asked for', async () => {
    const { device, send } = await hostOf({ descriptor: SHORT_APDU_READER }, cardOf(VITALE_ATR));
    await send(message(0x62));
    expect((await device.transferIn(2, 12)).status).toBe('babble');
  });

  it('stalls until the halt is cleared', async () => {
    const { device, setFault, send, ask } = await hostOf(
      { descriptor: SHORT_APDU_READER },
      cardOf(VITALE_ATR),
    );
    setFault({ type: 'stall', endpoint: 'in' });
    await send(message(0x65));
    expect((await device.transferIn(2, 64)).status).toBe('stall');
    setFault({ type: 'stall', endpoint: 'out' });
    expect(await device.transferOut(1, message(0x65))).toMatchObject({ status: 'stall', bytesWritten: 0 });
    setFault(undefined);
    await device.clearHalt('in', 2);
    await device.clearHalt('out', 1);
    await device.transferIn(2, 64);
    expect(await ask(0x65, '', { seq: 9 })).toMatchObject({ type: 0x81, seq: 9 });
  });

  it('fails what waits and what comes once it is unplugged', async () => {
    const reader = await hostOf({ descriptor: SHORT_APDU_READER });
    const waiting = [reader.device.transferIn(2, 64), reader.device.transferIn(3, 8)];
    const failed = waiting.map((read) => expect(read).rejects.toMatchObject({ name: 'NotFoundError' }));
    reader.unplug();
    await Promise.all(failed);
    expect(reader.device.opened).toBe(false);
    await expect(reader.device.open()).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('is unplugged after as many transfers as the fault says', async () => {
    const { setFault, ask, send } = await hostOf({ descriptor: SHORT_APDU_READER });
    setFault({ type: 'unplugged', after: 3 });
    await ask(0x65);
    await send(message(0x65));
    await expect(ask(0x65)).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('cancels what waits when it is closed', async () => {
    const { device } = await hostOf({ descriptor: SHORT_APDU_READER });
    const failed = expect(device.transferIn(2, 64)).rejects.toMatchObject({ name: 'AbortError' });
    await device.close();
    await failed;
  });
});
