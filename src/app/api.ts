import { err, ok, type Result } from '#base/result.ts';
import type { AppRouter } from '#server/router.ts';
import type { RemoteError } from '#sync/ports.ts';
import { challenge, instance, session, type Instance, type Session, type SignInInput } from '#wire/auth.ts';
import type { SignedCommand } from '#wire/commands.ts';
import type { DossierId, InsC } from '#base/brand.ts';
import {
  findDossierOutput,
  openDossier,
  pullOutput,
  pushOutput,
  tracesOutput,
  type FindDossierOutput,
  type OpenDossier,
  type PullInput,
  type PullOutput,
} from '#wire/sync.ts';
import { TRPC_PATH } from '#wire/endpoints.ts';
import { createTRPCClient, httpLink } from '@trpc/client';
import * as z from 'zod/mini';
import type { Fetch } from '#wire/client/dpop-fetch.ts';
import { remoteErrorOf } from './remote-error.ts';

/** Every answer is parsed: what is not in the agreed form did not come from our server. */
export type Api = ReturnType<typeof createApi>;

type Answer<T> = Promise<Result<T, RemoteError>>;

/** The server's procedures. Queries travel by POST, so that no input ever stands in an address. */
export function createApi(deps: { fetch: Fetch; origin: string }) {
  const client = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${deps.origin}${TRPC_PATH}`,
        methodOverride: 'POST',
        fetch: (url, init) => deps.fetch(url, initOf(init)),
      }),
    ],
  });

  return {
    instance: (): Answer<Instance> => ask(instance, () => client.auth.instance.query()),
    challenge: (): Answer<z.infer<typeof challenge>> => ask(challenge, () => client.auth.challenge.mutate()),
    signIn: (input: SignInInput): Answer<Session> => ask(session, () => client.auth.signIn.mutate(input)),
    signOut: (): Answer<unknown> => ask(z.unknown(), () => client.auth.signOut.mutate()),
    findDossier: (insC: InsC): Answer<FindDossierOutput> =>
      ask(findDossierOutput, () => client.dossiers.find.query({ insC })),
    listDossiers: (): Answer<OpenDossier[]> => ask(z.array(openDossier), () => client.dossiers.list.query()),
    traces: (input: {
      dossierId: DossierId;
      before: number | null;
      limit: number;
    }): Answer<z.infer<typeof tracesOutput>> => ask(tracesOutput, () => client.dossiers.traces.query(input)),
    pull: (input: PullInput): Answer<PullOutput> => ask(pullOutput, () => client.sync.pull.query(input)),
    push: (commands: readonly SignedCommand[]): Answer<z.infer<typeof pushOutput>> =>
      ask(pushOutput, () => client.sync.push.mutate({ commands: [...commands] })),
  };
}

async function ask<T>(schema: z.ZodMiniType<T>, call: () => Promise<unknown>): Answer<T> {
  try {
    const parsed = schema.safeParse(await call());
    return parsed.success ? ok(parsed.data) : err({ type: 'Unreachable' });
  } catch (thrown) {
    return err(remoteErrorOf(thrown));
  }
}

/** tRPC types its own request for every runtime; only what it sets is passed on. */
const initOf = (init?: { method?: string | undefined; body?: unknown; signal?: unknown }): RequestInit => ({
  method: init?.method ?? 'POST',
  headers: { 'content-type': 'application/json' },
  ...(typeof init?.body === 'string' ? { body: init.body } : {}),
  ...(init?.signal instanceof AbortSignal ? { signal: init.signal } : {}),
});
