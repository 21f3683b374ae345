import { readTlvs, findTag } from '#cards/tlv/reader.ts';
import { unsigned } from '#cards/tlv/der.ts';
import type { CardAnswer, CardCommand } from './engine.ts';

export interface KeyChoice {
  readonly algorithm: number | undefined;
  readonly keyReference: number | undefined;
}

export interface SecurityEnvironment {
  readonly manage: (command: CardCommand) => CardAnswer;
  /** What was set for a template: A4 authentication, AA hash, B6 signature, B8 confidentiality. */
  readonly get: (template: number) => KeyChoice | undefined;
  readonly reset: () => void;
}

const SW = { done: 0x9000, wrongData: 0x6a80, wrongParameters: 0x6a86, noReference: 0x6a88 } as const;
const TEMPLATES = [0xa4, 0xaa, 0xb6, 0xb8];

/** MANAGE SECURITY ENVIRONMENT: SET for computing (P1 41), RESTORE (F3) (ISO/IEC 7816-4 §7.5.11). */
export function createSecurityEnvironment(keyReferences: readonly number[]): SecurityEnvironment {
  const templates = new Map<number, KeyChoice>();

  const set = (template: number, data: Uint8Array): CardAnswer => {
    const objects = readTlvs(data, 'MSE');
    if (!objects.ok) return { sw: SW.wrongData };
    // 84 names a private key, 83 a secret or public one; the CPS4 takes 83 for its private key
    const named = findTag(objects.value, 0x84) ?? findTag(objects.value, 0x83);
    const keyReference = unsigned(named);
    if (keyReference !== undefined && !keyReferences.includes(keyReference)) return { sw: SW.noReference };
    templates.set(template, { algorithm: unsigned(findTag(objects.value, 0x80)), keyReference });
    return { sw: SW.done };
  };

  return {
    manage({ p1, p2, data }) {
      if (p1 === 0xf3) templates.clear();
      if (p1 === 0xf3) return { sw: SW.done };
      return p1 === 0x41 && TEMPLATES.includes(p2) ? set(p2, data) : { sw: SW.wrongParameters };
    },
    get: (template) => templates.get(template),
    reset: () => {
      templates.clear();
    },
  };
}
