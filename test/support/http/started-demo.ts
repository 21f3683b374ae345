import type { DossierId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { readConfig } from '#server/config.ts';
import { openServer, type RelaisServer } from '#server/server.server.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { PullOutput, PullResult } from '#wire/sync.ts';
import { signedInClient, type HttpClient } from './client.ts';
import { demoProcess, type DemoProcess } from './processes.ts';

export type StartedDemo = { demo: DemoProcess; nurse: HttpClient; dossierId: DossierId };

/** The built demonstration, running, with its nurse signed in and the first of the dossiers that she may consult. */
export async function startedDemo(diskMegabytes?: number): Promise<StartedDemo> {
  const demo = await demoProcess(diskMegabytes);
  await demo.start();
  const nurse = await signedInClient(demo.origin, 'cps-infirmiere');
  const [first] = unwrap(await nurse.api.listDossiers());
  if (!first) throw new Error('the demonstration has no dossier');
  return { demo, nurse, dossierId: first.dossierId };
}

/** What names the instance of a demonstration to the server's own programs. */
export const environmentOf = ({ origin, folder }: Pick<DemoProcess, 'origin' | 'folder'>) => ({
  LANG: 'C',
  ORIGIN: origin,
  RELAIS_DATA: folder,
  RELAIS_KEY_FILE: `${folder}/operator.key`,
});

/** The instance of a demonstration that was stopped, opened in this process. */
export const openStopped = async (demo: DemoProcess): Promise<RelaisServer> =>
  unwrap(await openServer(unwrap(readConfig(environmentOf(demo), 'demo'))));

/** Every document of a dossier that this client sees, by a pull from the first page to the last. */
export async function pullAll(client: HttpClient, dossierId: DossierId): Promise<DocumentEntry[]> {
  const entries: DocumentEntry[] = [];
  let cursor: string | null = null;
  for (;;) {
    const answer: PullOutput = unwrap(
      await client.api.pull({ wants: [{ dossierId, cursor }], pageSize: 500 }),
    );
    const result: PullResult | undefined = answer.results[0];
    if (result?.kind !== 'page') throw new Error('no page');
    entries.push(...result.entries);
    cursor = result.cursor;
    if (result.checkpoint) return entries;
  }
}
