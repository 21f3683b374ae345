import type { DeviceId, InsC, PsIdNat } from '#base/brand.ts';
import { utf8 } from '#base/bytes.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import { deviceKey } from '#server/auth/device-key.ts';
import type { PublicJwk } from '#server/auth/public-jwk.ts';
import { deviceId, insC, psIdNat } from '#wire/primitives.ts';
import { calculateJwkThumbprint } from 'jose';
import { createECDH, createHash, type KeyObject } from 'node:crypto';

/** Fictional people. The profession decides which types of document the matrix closes. */
export type Person = { psIdNat: PsIdNat; familyName: string; firstName: string; profession: string };

const person = (n: number, familyName: string, firstName: string, profession: string): Person => ({
  psIdNat: psIdNat.parse(`89970000990${n}`),
  familyName,
  firstName,
  profession,
});

export const SECRETARY = person(0, 'ESSAI', 'Accueil', '10');
export const PEOPLE = {
  nour: person(1, 'ESSAI', 'Nour', '60'),
  camille: person(2, 'ESSAI', 'Camille', '10'),
  annelise: person(3, 'ÉPREUVE', 'Anne-Lise', '10'),
  ourdia: person(4, 'MODÈLE', 'Ourdia', '60'),
} as const;

/** Label of a device in the log, and whose it is: two have two devices. */
export const DEVICES = [
  ['n1', PEOPLE.nour],
  ['n2', PEOPLE.nour],
  ['c1', PEOPLE.camille],
  ['a1', PEOPLE.annelise],
  ['a2', PEOPLE.annelise],
  ['o1', PEOPLE.ourdia],
] as const;

export const actorOf = ({ psIdNat, firstName, familyName, profession }: Person): Actor => ({
  psIdNat,
  name: `${firstName} ${familyName}`,
  profession,
});

/** A registered device: its key is derived from its label, so that its name is the same in every run. */
export type Identity = {
  label: string;
  device: DeviceId;
  person: Person;
  publicJwk: PublicJwk;
  publicKey: KeyObject;
  privateKey: CryptoKey;
};

export async function identityOf(label: string, person: Person): Promise<Identity> {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(
    createHash('sha256')
      .update(utf8(`simulated device ${label}`))
      .digest(),
  );
  const point = pair.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const publicJwk: PublicJwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' };
  const jwk = { ...publicJwk, d: pair.getPrivateKey().toString('base64url') };
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  return {
    label,
    device: deviceId.parse(await calculateJwkThumbprint(publicJwk)),
    person,
    publicJwk,
    publicKey: deviceKey(publicJwk),
    privateKey: await crypto.subtle.importKey('jwk', jwk, curve, false, ['sign']),
  };
}

/** An INS-C whose key is right, of nobody. */
export const insCNo = (n: number): InsC =>
  insC.parse(`${String(n).padStart(20, '0')}${String(97 - (n % 97)).padStart(2, '0')}`);
