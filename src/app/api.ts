import type { DeviceId, DossierId, InsC } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { PracticePlace } from '#domain/dossier/document-entry.ts';
import type { AppRouter } from '#server/router.ts';
import type { RemoteError } from '#sync/ports.ts';
import { challenge, instance, session, type Instance, type Session, type SignInInput } from '#wire/auth.ts';
import type { SignedCommand } from '#wire/commands.ts';
import { deviceKnown, devicesOutput, type DeviceLine } from '#wire/devices.ts';
import * as emergency from '#wire/emergency.ts';
import { TRPC_PATH } from '#wire/endpoints.ts';
import { informationOutput } from '#wire/information.ts';
import * as notices from '#wire/notices.ts';
import * as passkeys from '#wire/passkeys.ts';
import { findProfessionalsOutput } from '#wire/professionals.ts';
import {
  changesOutput,
  findDossierOutput,
  openDossier,
  pullOutput,
  pushOutput,
  type FindDossierOutput,
  type OpenDossier,
  type PullInput,
  type PullOutput,
} from '#wire/sync.ts';
import { exportTracesOutput, headsOutput, tracesOutput, type TracesInput } from '#wire/traces.ts';
import { createTRPCClient, httpLink } from '@trpc/client';
import * as z from 'zod/mini';
import type { Fetch } from '#wire/client/dpop-fetch.ts';
import { remoteErrorOf } from './remote-error.ts';

/** Every answer is parsed: what is not in the agreed form did not come from our server. */
export type Api = ReturnType<typeof createApi>;

type Answer<T> = Promise<Result<T, RemoteError>>;
type In<Schema extends z.ZodMiniType> = z.infer<Schema>;

/** The server's procedures. Queries travel by POST, so that no input ever stands in an address. */
export function createApi(deps: { fetch: Fetch; origin: string }) {
  const link = httpLink({
    url: `${deps.origin}${TRPC_PATH}`,
    methodOverride: 'POST',
    fetch: (url, init) => deps.fetch(url, initOf(init)),
  });
  const client = createTRPCClient<AppRouter>({ links: [link] });
  return {
    ...sessionApi(client),
    ...deviceApi(client),
    ...dossierApi(client),
    ...rightsApi(client),
    ...tellingApi(client),
  };
}

type Client = ReturnType<typeof createTRPCClient<AppRouter>>;

const sessionApi = (client: Client) => ({
  instance: (): Answer<Instance> => ask(instance, () => client.auth.instance.query()),
  challenge: (): Answer<In<typeof challenge>> => ask(challenge, () => client.auth.challenge.mutate()),
  signIn: (input: SignInInput): Answer<Session> => ask(session, () => client.auth.signIn.mutate(input)),
  signOut: (): Answer<unknown> => ask(z.unknown(), () => client.auth.signOut.mutate()),
  choosePractice: (practice: PracticePlace | null): Answer<unknown> =>
    ask(z.unknown(), () => client.auth.choosePractice.mutate({ practice })),
});

const deviceApi = (client: Client) => ({
  devices: (): Answer<DeviceLine[]> => ask(devicesOutput, () => client.devices.list.query()),
  askWipe: (deviceId: DeviceId): Answer<unknown> =>
    ask(z.unknown(), () => client.devices.askWipe.mutate({ deviceId })),
  deviceState: (): Answer<In<typeof deviceKnown>> => ask(deviceKnown, () => client.devices.state.query()),
  confirmWiped: (): Answer<unknown> => ask(z.unknown(), () => client.devices.wiped.mutate()),
});

const dossierApi = (client: Client) => ({
  findDossier: (insC: InsC): Answer<FindDossierOutput> =>
    ask(findDossierOutput, () => client.dossiers.find.query({ insC })),
  listDossiers: (): Answer<OpenDossier[]> => ask(z.array(openDossier), () => client.dossiers.list.query()),
  pull: (input: PullInput): Answer<PullOutput> => ask(pullOutput, () => client.sync.pull.query(input)),
  changes: (since: string | null): Answer<In<typeof changesOutput>> =>
    ask(changesOutput, () => client.sync.changes.query({ since })),
  push: (commands: readonly SignedCommand[], restoreEpoch: number | null): Answer<In<typeof pushOutput>> =>
    ask(pushOutput, () =>
      client.sync.push.mutate({
        commands: [...commands],
        ...(restoreEpoch === null ? {} : { restoreEpoch }),
      }),
    ),
  traces: (input: TracesInput): Answer<In<typeof tracesOutput>> =>
    ask(tracesOutput, () => client.dossiers.traces.query(input)),
  exportTraces: (dossierId: DossierId): Answer<In<typeof exportTracesOutput>> =>
    ask(exportTracesOutput, () => client.dossiers.exportTraces.query({ dossierId })),
  heads: (known: readonly { tree: string; size: number }[]): Answer<In<typeof headsOutput>> =>
    ask(headsOutput, () => client.trees.heads.query({ known: [...known] })),
});

const rightsApi = (client: Client) => ({
  findProfessionals: (query: string): Answer<In<typeof findProfessionalsOutput>> =>
    ask(findProfessionalsOutput, () => client.professionals.find.query({ query })),
  openEmergency: (input: emergency.OpenEmergencyInput): Answer<emergency.OpenEmergencyOutput> =>
    ask(emergency.openEmergencyOutput, () => client.emergency.open.mutate(input)),
  endEmergency: (input: In<typeof emergency.endEmergencyInput>): Answer<unknown> =>
    ask(z.unknown(), () => client.emergency.end.mutate(input)),
  myEmergencies: (): Answer<emergency.MyEmergency[]> =>
    ask(emergency.myEmergencies, () => client.emergency.mine.query()),
  passkeys: (): Answer<passkeys.Passkey[]> => ask(passkeys.passkeys, () => client.passkeys.list.query()),
  passkeyRegistration: (): Answer<passkeys.RegistrationOptions> =>
    ask(passkeys.registrationOptions, () => client.passkeys.registrationOptions.mutate()),
  registerPasskey: (input: In<typeof passkeys.registerPasskeyInput>): Answer<unknown> =>
    ask(z.unknown(), () => client.passkeys.register.mutate(input)),
  removePasskey: (credentialId: string): Answer<unknown> =>
    ask(z.unknown(), () => client.passkeys.remove.mutate({ credentialId })),
  passkeyChallenge: (): Answer<passkeys.AssertionOptions> =>
    ask(passkeys.assertionOptions, () => client.passkeys.challenge.mutate()),
});

const tellingApi = (client: Client) => ({
  information: (): Answer<In<typeof informationOutput>> =>
    ask(informationOutput, () => client.information.current.query()),
  notices: (input: In<typeof notices.noticesInput>): Answer<In<typeof notices.noticesOutput>> =>
    ask(notices.noticesOutput, () => client.notices.list.query(input)),
  markNoticesRead: (noticeIds: readonly string[]): Answer<unknown> =>
    ask(z.unknown(), () => client.notices.markRead.mutate({ noticeIds: [...noticeIds] })),
  letters: (): Answer<notices.LetterLine[]> => ask(notices.lettersOutput, () => client.letters.list.query()),
  letter: (letterId: string): Answer<notices.Letter> =>
    ask(notices.letter, () => client.letters.open.query({ letterId })),
  markLetterPrinted: (letterId: string): Answer<unknown> =>
    ask(z.unknown(), () => client.letters.markPrinted.mutate({ letterId })),
});

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
