import { createDemoAuthority, type DemoAuthority } from '#demo/pki.ts';
import type { StoredCpsCard } from '#demo/cps-card.ts';
import { issueCpsCard } from '#demo/issue-cps-card.ts';
import { DEMO_PROFESSIONALS, type DemoProfessional } from '#demo/professionals.ts';

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
