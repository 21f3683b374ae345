import type { ContentHash, DeviceId, DocumentId, DossierId, InsC, PsIdNat } from '#base/brand.ts';
import { sha256, toHex, utf8, type Bytes } from '#base/bytes.ts';
import { CURRENT_BROCHURE } from '#domain/consent/brochure.ts';
import { VISIBLE_TO_ALL, type Actor, type DocumentDescription } from '#domain/dossier/document-entry.ts';
import { uploadWhole } from '#demo/server/upload-whole.ts';
import { addProfessional } from '#server/auth/professionals.ts';
import { deviceKey } from '#server/auth/device-key.ts';
import { DEVICE_MS } from '#server/auth/sessions.ts';
import { executeCommand } from '#server/commands/execute.ts';
import { device as deviceTable } from '#server/schema/directory.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { changes } from '#server/sync/changes.ts';
import { pull } from '#server/sync/pull.ts';
import { signCommand } from '#sync/command-signing.ts';
import type { Command, CommandBody, Receipt, SignedCommand } from '#wire/commands.ts';
import type { PullResult } from '#wire/sync.ts';
import type { DocumentChange } from '#wire/right-commands.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import { calculateJwkThumbprint } from 'jose';

/** Fictional professionals of the tests. */
export const NURSE = {
  psIdNat: '899700009901' as PsIdNat,
  familyName: 'ESSAI',
  firstName: 'Nour',
  profession: '60',
};
export const DOCTOR = {
  psIdNat: '899700009902' as PsIdNat,
  familyName: 'ESSAI',
  firstName: 'Camille',
  profession: '10',
};
export const SECOND_DOCTOR = {
  psIdNat: '899700009903' as PsIdNat,
  familyName: 'ÉPREUVE',
  firstName: 'Anne-Lise',
  profession: '10',
};
export const PHARMACIST = {
  psIdNat: '899700009904' as PsIdNat,
  familyName: 'MODÈLE',
  firstName: 'Ourdia',
  profession: '21',
};

/** A registered device of a professional: signs and sends as the app does, without its network. */
export type TestDevice = Awaited<ReturnType<typeof registerDevice>>;

export async function registerDevice(server: RelaisServer, professional: typeof NURSE) {
  await addProfessional(server.auth, professional).catch(() => undefined);
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const publicJwk = { kty: 'EC', crv: 'P-256', x: jwk.x ?? '', y: jwk.y ?? '' } as const;
  const device = (await calculateJwkThumbprint(publicJwk)) as DeviceId;
  const now = server.clock.now();
  const row = {
    deviceId: device,
    psIdNat: professional.psIdNat,
    publicKey: JSON.stringify(publicJwk),
    name: 'essai',
  };
  await server.directory.write((tx) =>
    tx.insert(deviceTable).values({ ...row, registeredAt: now, lastSeenAt: now, expiresAt: now + DEVICE_MS }),
  );
  const actor: Actor = {
    psIdNat: professional.psIdNat,
    name: `${professional.firstName} ${professional.familyName}`,
    profession: professional.profession,
  };
  const sender = { device, professional: actor, publicKey: deviceKey(publicJwk) };
  let n = 0;
  const sign = async (
    body: CommandBody,
    number = ++n,
    more: Partial<Command> = {},
  ): Promise<SignedCommand> => {
    const command = {
      wire: WIRE_VERSION,
      device,
      n: number,
      author: actor.psIdNat,
      at: server.clock.now(),
      body,
      ...more,
    } as const;
    return (await signCommand(pair.privateKey, command)).signed;
  };
  return {
    device,
    actor,
    sender,
    publicJwk,
    privateKey: pair.privateKey,
    sign,
    sendSigned: (signed: SignedCommand): Promise<Receipt> => executeCommand(server.commands, signed, sender),
    send: async (body: CommandBody, more: Partial<Command> = {}): Promise<Receipt> =>
      executeCommand(server.commands, await sign(body, undefined, more), sender),
    pull: async (dossierId: DossierId, cursor: string | null = null, pageSize = 100): Promise<PullResult> => {
      const reader = { asker: { device, professional: actor }, mayRead: true };
      const [result] = await pull(server.pull, { wants: [{ dossierId, cursor }], pageSize }, reader);
      if (!result) throw new Error('no answer to a pull');
      return result;
    },
    /** `session`: false as after its end. */
    changes: (since: string | null, { session = true } = {}) =>
      changes(server.pull, since, { asker: { device, professional: actor }, mayRead: session }),
    upload: (content: Bytes) => uploadWhole(server, content, { device, professional: actor }),
  };
}

/** The holder of the published INS-C example; no real person. */
export const HOLDER = {
  holder: { familyName: 'EXEMPLE', firstName: 'Jean', birthDate: '1950-08-01', sex: 'M' },
  insC: '1541187387477485562488' as InsC,
} as const;

export const newDossierId = (): DossierId => crypto.randomUUID() as DossierId;

export function createBody(dossierId: DossierId, at: number, insC: InsC = HOLDER.insC): CommandBody {
  const record = {
    informed: { at, brochureVersion: CURRENT_BROCHURE },
    consent: { at, breakGlass: true, dispatchCentre: false },
    identified: { vitaleReadAt: at, confirmedAt: at },
  };
  return { type: 'createDossier', dossierId, holder: HOLDER.holder, insC, record };
}

export const grantBody = (dossierId: DossierId, professional: PsIdNat, readAt: number): CommandBody => ({
  type: 'grantAuthorisation',
  dossierId,
  professional,
  presence: { kind: 'vitale', readAt },
});

export async function noteBody(
  dossierId: DossierId,
  content: Bytes,
  changes: Partial<DocumentDescription> = {},
): Promise<Extract<CommandBody, { type: 'provideDocument' }>> {
  const documentId = crypto.randomUUID() as DocumentId;
  const document: DocumentDescription = {
    documentId,
    logicalId: documentId,
    title: 'Passage du matin',
    typeCode: '11506-3',
    mediaType: 'text/plain',
    size: content.length,
    sha256: toHex(await sha256(content)) as ContentHash,
    createdAt: '2026-11-23',
    visibility: VISIBLE_TO_ALL,
    ...changes,
  };
  return { type: 'provideDocument', dossierId, document };
}

export const note = (text: string): Bytes => utf8(text);

/** Uploads a text and provides it; answers with what was sent and how it was received. */
export async function provideNote(
  device: TestDevice,
  dossierId: DossierId,
  text: string,
  changes: Partial<DocumentDescription> = {},
) {
  const content = note(text);
  await device.upload(content);
  const { document } = await noteBody(dossierId, content, changes);
  const { outcome } = await device.send({ type: 'provideDocument', dossierId, document });
  return { document, documentId: document.documentId, outcome };
}

export const changeBody = (
  dossierId: DossierId,
  documentId: DocumentId,
  change: DocumentChange,
): CommandBody => ({ type: 'changeDocument', dossierId, documentId, change });

/** The page of a pull, where there must be one. */
export function pageOf(result: PullResult) {
  if (result.kind !== 'page') throw new Error(`a page was expected, not ${result.kind}`);
  return result;
}

/** An INS-C whose key is right, of nobody. */
export const insCOf = (n: number): InsC => {
  const key = 97 - (n % 97);
  return `${String(n).padStart(20, '0')}${String(key).padStart(2, '0')}` as InsC;
};
