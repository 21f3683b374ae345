import { toHex, hex } from '#base/bytes.ts';
import { createDemoAuthority, type DemoAuthority } from '#demo/pki.ts';
import type { StoredCpsCard } from '#demo/cps-card.ts';
import { issueCpsCard } from '#demo/issue-cps-card.ts';
import { DEMO_PROFESSIONALS, type DemoProfessional } from '#demo/professionals.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';

export const VALIDITY = {
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2029-01-01T00:00:00Z'),
};

export function nurse(): DemoProfessional {
  const [first] = DEMO_PROFESSIONALS;
  if (!first) throw new Error('no professional');
  return first;
}

/** An authority with one card: keys take time, so a test file makes them once. */
export async function issueNurseCard(): Promise<{ authority: DemoAuthority; stored: StoredCpsCard }> {
  const authority = await createDemoAuthority(VALIDITY);
  return { authority, stored: await issueCpsCard(authority, nurse(), { ...VALIDITY, serial: 1000 }) };
}

/** Sends commands in hex, one after the other; the answers in hex. */
export async function play(card: SimulatedCard, ...commands: readonly string[]): Promise<string[]> {
  const answers: string[] = [];
  for (const command of commands) answers.push(toHex(await card.transmit(hex(command))));
  return answers;
}
