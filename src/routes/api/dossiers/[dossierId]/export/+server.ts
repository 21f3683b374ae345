import { isDossierId } from '#base/brand.ts';
import { askerOf } from '#server/auth/asker.ts';
import { answerTo, refusal } from '#server/endpoint.ts';
import { exportDossier, type ExportRefusal } from '#server/export/export-dossier.ts';
import type { RequestHandler } from './$types';

/** The whole record as a ZIP, for the holder or a representative, asked for by a signed-in professional. */
export const GET: RequestHandler = (event) =>
  answerTo(event, async (caller) => {
    if (caller.kind !== 'session') return refusal('sessionMissing');
    const { dossierId } = event.params;
    const { server } = event.locals;
    const madeFor = event.url.searchParams.get('pour');
    if (!isDossierId(dossierId)) return refusal('notFound');
    if (madeFor !== 'holder' && madeFor !== 'representative') return refusal('badRequest');
    const { psIdNat } = caller.professional;
    if (!(await server.limits.mayOpen(psIdNat, [dossierId]))) return refusal('rateLimited');
    const deps = { ...server, versionKey: server.commands.versionKey, instanceId: server.instance.id };
    const made = await exportDossier(deps, { dossierId, madeFor }, askerOf(caller));
    if (!made.ok) return refusalOf(made.error);
    await server.limits.opened(psIdNat, [dossierId]);
    return new Response(made.value, { headers: HEADERS });
  });

const HEADERS = {
  'content-type': 'application/zip',
  // the name tells nothing of the holder
  'content-disposition': 'attachment; filename="dossier.zip"',
  'cache-control': 'no-store',
};

function refusalOf(because: ExportRefusal): Response {
  if (because === 'dossierAbsent') return refusal('notFound');
  return because === 'exportTooLarge' ? refusal('tooLarge', because) : refusal('forbidden', because);
}
