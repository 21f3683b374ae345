import type { Reader } from '#server/database.server.ts';
import { trustedCertificate } from '#server/schema/directory.ts';
import type { InstanceKind } from '#server/config.ts';
import type { TrustedAuthorities } from './certificate-path.ts';
import { parseCertificate } from './x509.ts';

/** The authorities that this instance trusts. Those of the demonstration count in a demo only, whatever the rows say. */
export async function readTrustedAuthorities(
  reader: Reader,
  kind: InstanceKind,
): Promise<TrustedAuthorities> {
  const rows = await reader.select().from(trustedCertificate);
  const usable = rows.filter(({ isDemo }) => kind === 'demo' || !isDemo);
  const parsed = await Promise.all(
    usable.map(async ({ der, isAnchor }) => ({ isAnchor, certificate: await parseCertificate(der) })),
  );
  const those = (anchors: boolean) =>
    parsed.flatMap(({ isAnchor, certificate }) => (certificate && isAnchor === anchors ? [certificate] : []));
  return { anchors: those(true), intermediates: those(false) };
}
