import { hex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { openCcid, type CcidReader } from '#cards/ccid/open.ts';
import type { CardChannel, CardReader } from '#cards/channel.ts';
import { classDescriptor, type DescriptorFields } from './descriptors.ts';
import { createManualTimer, type ManualTimer } from './manual-timer.ts';
import { createScriptedDevice, oneInterface, type ScriptedDevice } from './scripted-device.ts';
import { createReaderScript, type ReaderScript, type ScriptedCard } from './scripted-reader.ts';

export const SELECT_MF = hex('00A4000C023F00');

export interface OpenedReader {
  readonly device: ScriptedDevice;
  readonly card: ScriptedCard;
  readonly reader: CcidReader;
  readonly slot: CardReader;
  readonly slots: readonly CardReader[];
}

export interface Bench {
  readonly timer: ManualTimer;
  readonly open: (device: ScriptedDevice) => Promise<CcidReader>;
  /** A reader with these descriptors that answers by this script; what it was sent so far is forgotten. */
  readonly start: (fields: DescriptorFields, script?: ReaderScript) => Promise<OpenedReader>;
  /** The same with its card under power. */
  readonly powered: (
    fields: DescriptorFields,
    script?: ReaderScript,
  ) => Promise<OpenedReader & { readonly channel: CardChannel }>;
  /** For `afterEach`. */
  clear(): Promise<void>;
}

/** Where the driver stands between a scripted reader and a test, in time that the test moves. */
export function createBench(): Bench {
  const timer = createManualTimer();
  const readers: CcidReader[] = [];

  async function open(device: ScriptedDevice): Promise<CcidReader> {
    const reader = unwrap(await openCcid(device, { timer }));
    readers.push(reader);
    return reader;
  }

  async function start(fields: DescriptorFields, script: ReaderScript = {}): Promise<OpenedReader> {
    const { card, answer } = createReaderScript(script);
    const device = createScriptedDevice({ interfaces: oneInterface(classDescriptor(fields)), answer });
    const reader = await open(device);
    const [slot] = reader.slots;
    if (!slot) throw new Error('a reader has a slot');
    device.sent.length = 0;
    return { device, card, reader, slot, slots: reader.slots };
  }

  return {
    timer,
    open,
    start,
    async powered(fields, script = {}) {
      const opened = await start(fields, script);
      const channel = unwrap(await opened.slot.open());
      opened.device.sent.length = 0;
      return { ...opened, channel };
    },
    async clear() {
      for (const reader of readers.splice(0)) await reader.close();
    },
  };
}

/** Of the messages sent, those of this type (two hex digits). */
export const ofType = (device: ScriptedDevice, type: string): string[] =>
  device.sent.filter((message) => message.startsWith(type));
