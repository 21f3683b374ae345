import { expect, vi } from 'vitest';
import type { DocumentId, DossierId } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import type { PreparedDocument } from '#app/dossier-port.ts';
import type { Relais } from '#app/port.ts';
import type { AppDevice, DevicePorts, Network, ServedWorld } from './served-world.ts';

export const PASSPHRASE = 'tournée du matin';
export const PRESENT = { kind: 'declared', reason: 'Présent au cabinet' } as const;

/** Puts the card in, types its code, takes it out again. */
export async function signIn({ relais }: Pick<AppDevice, 'relais'>, card: string): Promise<void> {
  await relais.demoDesk?.insert(card);
  unwrap(await relais.signIn(pinOf(relais, card)));
  relais.demoDesk?.remove();
}

export const pinOf = (relais: Relais, card: string): string =>
  relais.demoDesk?.cards.find(({ id }) => id === card)?.pin ?? '';

/** A device of one professional: signed in, without a vault. */
export async function signedIn(
  world: ServedWorld,
  card: string,
  more: Partial<DevicePorts> & { network?: Network } = {},
): Promise<AppDevice> {
  const device = await world.device(more.network, undefined, undefined, more);
  await signIn(device, card);
  return device;
}

/** The same, with a vault of their own that is open. */
export async function atWork(
  world: ServedWorld,
  card: string,
  more: Partial<DevicePorts> & { network?: Network } = {},
): Promise<AppDevice> {
  const device = await signedIn(world, card, more);
  unwrap(await device.relais.createVault(PASSPHRASE));
  return device;
}

/** Writes a note; `more` as a page would set it. */
export async function addNote(
  relais: Relais,
  dossierId: DossierId,
  name: string,
  more: Partial<PreparedDocument> = {},
): Promise<DocumentId> {
  const file = { name: `${name}.txt`, file: new Blob([`Note ${name}`]) };
  const prepared = unwrap(await relais.prepareDocument(dossierId, file));
  const description = { ...prepared.description, typeCode: '11506-3' };
  return unwrap(await relais.addDocument(dossierId, { ...prepared, description, ...more }));
}

/** All of a content, as a screen reads it. */
export const contentOf = async (
  relais: Relais,
  dossierId: DossierId,
  documentId: DocumentId,
): Promise<Bytes> => {
  const { source } = unwrap(await relais.content(dossierId, documentId));
  return unwrap(await source.whole());
};

/** All that was written has its receipt. */
export const sent = (relais: Relais): Promise<void> =>
  vi.waitFor(
    () =>
      expect(relais.view.outbox.filter(({ state }) => state === 'waiting' || state === 'sending')).toEqual(
        [],
      ),
    { timeout: 10_000 },
  );

export const titlesIn = async (relais: Relais, dossierId: DossierId): Promise<string[]> =>
  unwrap(await relais.dossier(dossierId)).entries.map(({ title }) => title);
