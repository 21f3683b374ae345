import type { StoredCpsCard } from '#demo/cps-card.ts';
import { issueCpsCard } from '#demo/issue-cps-card.ts';
import { exportAuthority, importAuthority } from '#demo/authority-file.ts';
import { createDemoAuthority, type DemoAuthority } from '#demo/pki.ts';
import { DEMO_PROFESSIONALS } from '#demo/professionals.ts';
import { toBase64Url } from '#base/bytes.ts';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a demonstration keeps beside its databases: its authority, its cards, its operator's key. */
export type DemoWorld = {
  authority: DemoAuthority;
  /** By the professional's id (demo/professionals.ts). */
  cards: Readonly<Record<string, StoredCpsCard>>;
  /** True where it was made just now. */
  fresh: boolean;
};

export const worldFiles = (folder: string) => ({
  authority: join(folder, 'demo-authority.json'),
  cards: join(folder, 'demo-cards.json'),
  operatorKey: join(folder, 'operator.key'),
});

const YEAR_MS = 365 * 24 * 3600 * 1000;

/** The world of a folder: made at first start, found again at the next. */
export async function openWorld(folder: string, now: number): Promise<DemoWorld> {
  const files = worldFiles(folder);
  if (existsSync(files.cards)) {
    const authority = await importAuthority(await readFile(files.authority, 'utf8'));
    // our own file, written below
    const cards = JSON.parse(await readFile(files.cards, 'utf8')) as Record<string, StoredCpsCard>;
    return { authority, cards, fresh: false };
  }
  return makeWorld(folder, now);
}

async function makeWorld(folder: string, now: number): Promise<DemoWorld> {
  const files = worldFiles(folder);
  const validity = { notBefore: new Date(now - 24 * 3600 * 1000), notAfter: new Date(now + 3 * YEAR_MS) };
  const authority = await createDemoAuthority(validity);
  const issued = await Promise.all(
    DEMO_PROFESSIONALS.map(async (professional, index) => {
      const card = await issueCpsCard(authority, professional, { ...validity, serial: 1000 + 10 * index });
      return [professional.id, card] as const;
    }),
  );
  const cards = Object.fromEntries(issued);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const secret = { mode: 0o600 };
  await writeFile(files.operatorKey, toBase64Url(crypto.getRandomValues(new Uint8Array(32))), secret);
  await writeFile(files.authority, await exportAuthority(authority), secret);
  // last: its presence says that the world is whole
  await writeFile(files.cards, JSON.stringify(cards), secret);
  return { authority, cards, fresh: true };
}
