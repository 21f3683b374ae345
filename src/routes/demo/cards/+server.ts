import { error } from '@sveltejs/kit';
import { readFile } from 'node:fs/promises';
import type { RequestHandler } from './$types';

/** The simulated CPS cards, keys included: fictional people, and in the demonstration's build alone. */
export const GET: RequestHandler = async () => {
  const path = process.env.RELAIS_DEMO_CARDS;
  if (!__DEMO__ || path === undefined) error(404);
  return new Response(await readFile(path), {
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
};
