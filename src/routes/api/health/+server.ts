import type { RequestHandler } from './$types';

/** For the operator's supervision: the server answers and its databases are open. */
export const GET: RequestHandler = ({ locals: { server } }) =>
  Response.json({ alive: true, kind: server.instance.kind }, { headers: { 'cache-control': 'no-store' } });
