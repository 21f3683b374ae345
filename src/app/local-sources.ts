import type { CardReader } from '#cards/channel.ts';
import { createLocalStation, type LocalStationDeps } from '#cards/local-station.ts';
import type { CardStation } from '#cards/station.ts';
import type { UsbReader } from '#readers/webusb.ts';
import type { StationSource } from './stations.ts';

/** Readers of this machine as stations: one for each slot, the same as long as the reader stays. */
export function localSources(
  { cache, origin, instanceId }: Pick<LocalStationDeps, 'cache' | 'origin' | 'instanceId'>,
  changed: () => void,
) {
  const stations = new Map<CardReader, { station: CardStation; stop: () => void }>();

  function stationOf(reader: CardReader, id: string, kind: 'usb' | 'simulated'): CardStation {
    const known = stations.get(reader);
    if (known) return known.station;
    const station = createLocalStation({ cache, origin, instanceId, id, reader, kind });
    stations.set(reader, { station, stop: station.onChange(changed) });
    return station;
  }

  function sourceOf(slot: CardReader, id: string, reader: UsbReader | undefined): StationSource {
    const kind = reader ? 'usb' : 'simulated';
    const shared = {
      kind,
      name: slot.name,
      problem: undefined,
      pairing: undefined,
      connect: undefined,
    } as const;
    return { ...shared, id, slot, station: stationOf(slot, id, kind), reader: reader?.description };
  }

  return {
    simulated: (slot: CardReader): StationSource => sourceOf(slot, 'simulated', undefined),
    usb(readers: readonly UsbReader[]): readonly StationSource[] {
      const slots = new Set(readers.flatMap((reader) => reader.slots));
      for (const [slot, { station, stop }] of stations)
        if (station.kind === 'usb' && !slots.has(slot)) {
          stop();
          stations.delete(slot);
        }
      return readers.flatMap((reader) =>
        reader.problem
          ? [unusable(reader)]
          : reader.slots.map((slot, n) => sourceOf(slot, n === 0 ? reader.id : `${reader.id}#${n}`, reader)),
      );
    },
  };
}

const unusable = ({ id, name, problem, description }: UsbReader): StationSource => ({
  id,
  name,
  kind: 'usb',
  problem,
  reader: description,
  pairing: undefined,
  station: undefined,
  slot: undefined,
  connect: undefined,
});
