import { building } from '$app/environment';
import { readConfig } from '#server/config.ts';
import { refusal } from '#server/endpoint.ts';
import { startHousekeeping } from '#server/housekeeping.ts';
import { openServer, type RelaisServer } from '#server/server.server.ts';
import { hasAnchor } from '#server/auth/has-anchor.ts';
import { startFailure } from '#server/start-failure.ts';
import { log } from '#base/log.ts';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';

/** Built once, when the process starts. */
let server: RelaisServer;

export const init: ServerInit = async () => {
  if (building) return;
  const kind = __DEMO__ ? 'demo' : 'production';
  const config = readConfig(process.env, kind);
  if (!config.ok) throw startFailure({ type: 'Config', problems: config.error });
  const opened = await openServer(config.value);
  if (!opened.ok) throw startFailure(opened.error);
  server = opened.value;
  if (kind === 'production' && !(await hasAnchor(server.directory.db)))
    throw startFailure({ type: 'NoTrustAnchor' });
  const stopHousekeeping = startHousekeeping(server);
  // the process entry tells when it stops, after the last answer went out
  process.once('sveltekit:shutdown', () => {
    stopHousekeeping();
    void server.close();
  });
};

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

export const handle: Handle = async ({ event, resolve }) => {
  const { request } = event;
  // browsers name the origin of every write; a write that names none, or another, is not from our app
  if (WRITES.has(request.method) && request.headers.get('origin') !== server.config.origin)
    return refusal('originRefused');
  event.locals.server = server;
  return resolve(event);
};

/** What the log may hold of an unexpected failure: where it happened, never what was asked or by whom. */
export const handleError: HandleServerError = ({ error, event, status }) => {
  if (status !== 404) log('error', 'unexpected', { route: event.route.id ?? 'none', error });
  return { message: status === 404 ? 'notFound' : 'internal' };
};
