/// <reference types="w3c-web-usb" />
import type { DeviceQuestion, UsbAnswer } from './usb-in-page.ts';

/** One device for several pages: each opens it for itself, and an interface belongs to who claimed it. */
export interface SharedDevice {
  /** Rejects as WebUSB does. */
  ask(document: string, question: DeviceQuestion): Promise<UsbAnswer>;
  /** The page is gone: what it had is let go. */
  leave(document: string): Promise<void>;
}

export function sharedDevice(device: USBDevice): SharedDevice {
  const openedBy = new Set<string>();
  const claimedBy = new Map<number, string>();

  async function leave(document: string): Promise<void> {
    if (!openedBy.delete(document)) return;
    const claimant = [...claimedBy.values()].includes(document);
    if (claimant) claimedBy.clear();
    // closing ends what waits in the device; whoever else has it open had no interface of it
    if (claimant || openedBy.size === 0) await device.close();
    if (claimant && openedBy.size > 0) await device.open();
  }

  async function claim(document: string, number: number): Promise<void> {
    if ((claimedBy.get(number) ?? document) !== document)
      throw new DOMException('Unable to claim interface.', 'NetworkError');
    await device.claimInterface(number);
    claimedBy.set(number, document);
  }

  /** Transfers go over what this page claimed, and over nothing of another's. */
  function demandClaim(document: string): void {
    if (![...claimedBy.values()].includes(document))
      throw new DOMException(
        'The specified endpoint is not part of a claimed and selected alternate interface.',
        'NotFoundError',
      );
  }

  async function ask(document: string, question: DeviceQuestion): Promise<UsbAnswer> {
    if (question.act === 'open') {
      await device.open();
      openedBy.add(document);
      return {};
    }
    if (question.act === 'close' || question.act === 'forget') {
      await leave(document);
      return {};
    }
    if (!openedBy.has(document))
      throw new DOMException('The device must be opened first.', 'InvalidStateError');
    switch (question.act) {
      case 'reset':
        await device.reset();
        return {};
      case 'selectConfiguration':
        await device.selectConfiguration(question.number);
        return {};
      case 'claimInterface':
        await claim(document, question.number);
        return {};
      case 'releaseInterface':
        await device.releaseInterface(question.number);
        claimedBy.delete(question.number);
        return {};
      case 'selectAlternateInterface':
        await device.selectAlternateInterface(question.number, question.alternate);
        return {};
      case 'clearHalt':
        demandClaim(document);
        await device.clearHalt(question.direction, question.number);
        return {};
      case 'controlTransferIn':
        return received(await device.controlTransferIn(question.setup, question.length));
      case 'controlTransferOut':
        return sent(await device.controlTransferOut(question.setup, Uint8Array.from(question.bytes)));
      case 'transferIn':
        demandClaim(document);
        return received(await device.transferIn(question.number, question.length));
      case 'transferOut':
        demandClaim(document);
        return sent(await device.transferOut(question.number, Uint8Array.from(question.bytes)));
    }
  }

  return { ask, leave };
}

const received = ({ status, data }: USBInTransferResult): UsbAnswer => ({
  ...(status && { status }),
  ...(data && { bytes: Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)) }),
});

const sent = ({ status, bytesWritten }: USBOutTransferResult): UsbAnswer => ({
  status,
  written: bytesWritten,
});
