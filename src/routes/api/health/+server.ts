import { freeSpace } from '#server/free-space.ts';
import type { RequestHandler } from './$types';

/** For the operator's supervision: the server answers, its databases are open, and whether their disk fills up. */
export const GET: RequestHandler = async ({ locals: { server } }) => {
  const { isLow } = await freeSpace(server.config);
  const facts = { alive: true, kind: server.instance.kind, disk: isLow ? 'low' : 'enough' };
  return Response.json(facts, { headers: { 'cache-control': 'no-store' } });
};
