import { isDossierId } from '#base/brand.ts';
import { askerOf } from '#server/auth/asker.ts';
import { callerOf, refusal, withNonce } from '#server/endpoint.ts';
import { exportDossier, type ExportRefusal } from '#server/export/export-dossier.ts';
import type { RequestHandler } from './$types';

/** The whole record as a ZIP, for the holder or a representative, asked for by a signed-in professional. */
export const GET: RequestHandler = async ({ request, url, params, locals: { server } }) => {
  const caller = await callerOf(server, request);
  if (!caller.ok) return withNonce(server, caller, refusal(caller.error));
  if (caller.value.kind !== 'session') return withNonce(server, caller, refusal('sessionMissing'));
  const { dossierId } = params;
  const madeFor = url.searchParams.get('pour');
  if (!isDossierId(dossierId)) return withNonce(server, caller, refusal('notFound'));
  if (madeFor !== 'holder' && madeFor !== 'representative')
    return withNonce(server, caller, refusal('badRequest'));
  const { psIdNat } = caller.value.professional;
  if (!(await server.limits.mayOpen(psIdNat, [dossierId])))
    return withNonce(server, caller, refusal('rateLimited'));
  const deps = { ...server, versionKey: server.commands.versionKey, instanceId: server.instance.id };
  const made = await exportDossier(deps, { dossierId, madeFor }, askerOf(caller.value));
  if (!made.ok) return withNonce(server, caller, refusalOf(made.error));
  await server.limits.opened(psIdNat, [dossierId]);
  const headers = {
    'content-type': 'application/zip',
    // the name tells nothing of the holder
    'content-disposition': 'attachment; filename="dossier.zip"',
    'cache-control': 'no-store',
  };
  return withNonce(server, caller, new Response(made.value, { headers }));
};

function refusalOf(because: ExportRefusal): Response {
  if (because === 'dossierAbsent') return refusal('notFound');
  return because === 'exportTooLarge' ? refusal('tooLarge', because) : refusal('forbidden', because);
}
