import type { StationLine } from '#app/reading-port.ts';
import type { Messages } from '../messages/messages.svelte.ts';

type Facts = readonly (readonly [string, string | undefined])[];

/** What a reader says of itself, in words. */
export function readerFacts({ text }: Messages, { reader }: StationLine): Facts {
  if (!reader) return [];
  const t = text.stations.facts;
  return [
    [t.maker, reader.manufacturer],
    [t.product, reader.product],
    [t.usb, `${reader.vendorId}:${reader.productId}`],
    [t.level, t.levels[reader.exchangeLevel]],
    [t.protocols, reader.protocols.map((name) => name.replace('T', 'T=')).join(', ')],
    [t.slots, reader.slots > 1 ? String(reader.slots) : undefined],
    [t.pinPad, reader.pinPad ? t.yes : t.no],
  ];
}

/** What is known of a paired bridge. */
export function bridgeFacts({ text, format }: Messages, { pairing, ownPinEntry }: StationLine): Facts {
  if (!pairing) return [];
  const t = text.stations.facts;
  return [
    [t.pairedAt, format.dateTime(pairing.pairedAt)],
    [t.lastUsed, format.dateTime(pairing.lastUsedAt)],
    [t.pinEntry, t.pinEntries[ownPinEntry ?? 'app']],
  ];
}
