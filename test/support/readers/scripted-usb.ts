/// <reference types="w3c-web-usb" />

/** `navigator.usb` with devices that a test plugs, and a chooser that the test answers. */
export type ScriptedUsb = {
  usb: USB;
  /** In the machine; `allowed` where the user showed it to this origin before. */
  plug: (device: USBDevice, allowed?: boolean) => void;
  unplug: (device: USBDevice) => void;
  /** What the user picks in the next chooser; undefined where they close it. */
  pick: (device: USBDevice | undefined) => void;
  /** Filters of the choosers that were opened. */
  asked: USBDeviceFilter[][];
  allowed: () => readonly USBDevice[];
};

export function scriptedUsb(): ScriptedUsb {
  const plugged = new Set<USBDevice>();
  const allowed = new Set<USBDevice>();
  const asked: USBDeviceFilter[][] = [];
  let picked: USBDevice | undefined;
  const usb = Object.assign(new EventTarget(), {
    getDevices: async () => [...plugged].filter((device) => allowed.has(device)),
    async requestDevice({ filters }: USBDeviceRequestOptions): Promise<USBDevice> {
      asked.push([...filters]);
      if (!picked) throw new DOMException('No device selected.', 'NotFoundError');
      allowed.add(picked);
      return picked;
    },
  });
  const tell = (type: 'connect' | 'disconnect', device: USBDevice): void => {
    usb.dispatchEvent(Object.assign(new Event(type), { device }));
  };

  return {
    // its typed listeners are an EventTarget's
    usb: usb as unknown as USB,
    asked,
    pick: (device) => (picked = device),
    allowed: () => [...allowed],
    plug(device, isAllowed = true) {
      device.forget = async () => void allowed.delete(device);
      plugged.add(device);
      if (isAllowed) allowed.add(device);
      if (allowed.has(device)) tell('connect', device);
    },
    unplug(device) {
      plugged.delete(device);
      if (allowed.has(device)) tell('disconnect', device);
    },
  };
}
