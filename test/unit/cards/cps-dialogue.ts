import type { Bytes } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import type { CardChannel, CardReader } from '#cards/channel.ts';
import type { CardError } from '#cards/errors.ts';
import { withCard } from '#cards/with-card.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { createSimulatedReader, type SimulatedReader } from '#demo/simulated-reader.ts';
import { recordingChannel, type Recording } from './channels.ts';

export const challenge = {
  instanceId: 'instance-1',
  origin: 'https://dmp.example',
  nonce: new Uint8Array(32).fill(7),
  jkt: new Uint8Array(32).fill(9),
};

export const SITUATIONS = [
  { name: 'CABINET INFIRMIER DES TILLEULS', structureId: '10B0012345', sector: 'SA07' },
  { name: 'ÉTABLISSEMENT LES ACACIAS', structureId: '1750000018' },
] as const;

/** A reader with a fresh card of this content in it. */
export function insertCps(
  stored: StoredCpsCard,
  options?: Parameters<typeof openCpsCard>[1],
): SimulatedReader & { card: ReturnType<typeof openCpsCard> } {
  const reader = createSimulatedReader();
  const card = openCpsCard(stored, options);
  reader.insert(card);
  return Object.assign(reader, { card });
}

export type Alter = (answer: Bytes, command: string) => Result<Bytes, CardError>;

export interface Led<T> {
  readonly result: Result<T, CardError>;
  readonly recording: Recording;
}

/** One dialogue, with every command kept. */
export async function lead<T>(
  reader: CardReader,
  dialogue: (channel: CardChannel) => Promise<Result<T, CardError>>,
  alter: Alter = ok,
): Promise<Led<T>> {
  let recording: Recording | undefined;
  const result = await withCard(reader, (channel) => {
    const kept = recordingChannel(channel, (answer, i) => alter(answer, kept.sent[i] ?? ''));
    recording = kept;
    return dialogue(kept);
  });
  if (!recording) throw new Error('no dialogue');
  return { result, recording };
}

/** Commands that present a code: VERIFY with a body. */
export const presented = ({ sent }: Recording): readonly string[] =>
  sent.filter((command) => command.slice(2, 4) === '20' && command.length > 8);

/** Changes the answer to every READ after the SELECT of this file. */
export function whenReading(fid: string, change: () => Result<Bytes, CardError>): Alter {
  let selected = false;
  return (answer, command) => {
    if (command.slice(2, 4) === 'a4') selected = command.endsWith(fid);
    return selected && command.slice(2, 4) === 'b0' ? change() : ok(answer);
  };
}
