import type {
  PcscBinding,
  PcscCard,
  PcscContext,
  PcscReader,
  PcscReaderState,
} from '#bridge/pcsc/binding.ts';
import { PLUG_AND_PLAY, STATE } from '#bridge/pcsc/binding.ts';

/** What the calls do of a PC/SC service with one reader; each may be replaced. A thrown sentence is the binding's own. */
export interface FakeService {
  running: boolean;
  readers: { name: string; state: number }[];
  /** Knows the pseudo reader of plug and play. */
  plugAndPlay: boolean;
  protocol: number;
  atr: Uint8Array | null;
  connect: (shareMode: number) => void;
  transmit: (command: Uint8Array) => Promise<Uint8Array>;
  control: (code: number, data: Uint8Array) => Promise<Uint8Array>;
  /** Every call that changes something, in order. */
  readonly calls: string[];
  /** Ends the waits for a change. */
  changed(): void;
  readonly binding: PcscBinding;
}

export const fail = (sentence: string): never => {
  throw new Error(sentence);
};

export function fakeService(): FakeService {
  const waiting = new Set<() => void>();
  const service: FakeService = {
    running: true,
    readers: [{ name: 'Reader', state: STATE.present }],
    plugAndPlay: true,
    protocol: 1,
    atr: Uint8Array.of(0x3b, 0x00),
    connect: () => undefined,
    transmit: () => Promise.resolve(Uint8Array.of(0x90, 0x00)),
    control: () => Promise.reject(new Error('Unknown PC/SC error')),
    calls: [],
    changed() {
      for (const wake of waiting) wake();
      waiting.clear();
    },
    binding: {
      Context: class implements PcscContext {
        constructor() {
          if (!service.running) fail('PC/SC service not running');
        }
        listReaders(): readonly PcscReader[] {
          if (!service.running) fail('Communication error');
          return service.readers.map((reader) => ({
            ...reader,
            atr: service.atr,
            connect: connect(service),
          }));
        }
        async waitForChange(readers: readonly PcscReaderState[]): Promise<unknown> {
          if (!service.plugAndPlay && readers.some(({ name }) => name === PLUG_AND_PLAY))
            fail('Unknown reader');
          const same = readers.every((reader) => stateNow(service, reader.name) === reader.state);
          if (service.running && same) await new Promise<void>((resolve) => waiting.add(resolve));
          if (!service.running) fail('Communication error');
          return [];
        }
        cancel(): void {
          service.changed();
        }
        close(): void {
          service.calls.push('close');
        }
      },
    },
  };
  return service;
}

const stateNow = (service: FakeService, name: string): number | undefined =>
  name === PLUG_AND_PLAY
    ? service.readers.length << 16
    : service.readers.find((reader) => reader.name === name)?.state;

const connect =
  (service: FakeService) =>
  async (shareMode: number): Promise<PcscCard> => {
    service.connect(shareMode);
    return {
      atr: service.atr,
      protocol: service.protocol,
      transmit: (command) => service.transmit(command),
      control: (code, data) => service.control(code, data),
      async reconnect(_share, _protocols, initialization) {
        service.calls.push(`reconnect ${initialization}`);
        return service.protocol;
      },
      disconnect: (disposition) => void service.calls.push(`disconnect ${disposition}`),
    };
  };
