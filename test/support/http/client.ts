import type { ContentHash, DeviceId, DocumentId, DossierId } from '#base/brand.ts';
import { fromBase64Url, sha256, toBase64Url, toHex, utf8, type Bytes } from '#base/bytes.ts';
import { ok, unwrap } from '#base/result.ts';
import { createApi } from '#app/api.ts';
import { createDpopFetch, keyThumbprint, type Fetch } from '#wire/client/dpop-fetch.ts';
import { uploadContent } from '#app/upload.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import { withCard } from '#cards/with-card.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { createSimulatedReader } from '#demo/simulated-reader.ts';
import { signCommand } from '#sync/command-signing.ts';
import type { CommandBody, SignedCommand } from '#wire/commands.ts';
import type { Session } from '#wire/auth.ts';
import { WIRE_VERSION } from '#wire/version.ts';

/**
 * A device without a browser: the app's own api, DPoP and upload code against a real server process, signed in with a
 * simulated CPS.
 */
export type HttpClient = Awaited<ReturnType<typeof signedInClient>>;

export async function signedInClient(origin: string, cardId: string, through: Fetch = fetch) {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await crypto.subtle.generateKey(curve, false, ['sign', 'verify']);
  const device = (await keyThumbprint(keys)) as DeviceId;
  let token: string | undefined;
  const dpopFetch = createDpopFetch({
    // a browser names the origin of every write by itself
    fetch: (input, init = {}) => through(input, { ...init, headers: withOrigin(init.headers, origin) }),
    origin,
    identity: () => ({ keys, token }),
  });
  const api = createApi({ fetch: dpopFetch, origin });
  let session = await signIn(api, { origin, cardId, device });
  token = session.token;
  let n = 0;
  const sign = async (body: CommandBody): Promise<SignedCommand> => {
    const author = session.professional.psIdNat;
    const command = { wire: WIRE_VERSION, device, n: ++n, author, at: Date.now(), body } as const;
    return (await signCommand(keys.privateKey, command)).signed;
  };
  return {
    api,
    fetch: dpopFetch,
    device,
    keys,
    get session() {
      return session;
    },
    sign,
    /** With the same card, on the same device: after its session ended. */
    signInAgain: async (): Promise<void> => {
      token = undefined;
      session = await signIn(api, { origin, cardId, device });
      token = session.token;
    },
    /** Forgets the session: from now on only the device speaks. */
    dropSession: () => void (token = undefined),
    upload: async (content: Bytes): Promise<void> => {
      const source = {
        size: content.length,
        sha256: toHex(await sha256(content)) as ContentHash,
        slice: async (start: number, end: number) => ok(content.slice(start, end)),
      };
      const signal = new AbortController().signal;
      const options = { url: null, signal, onUrl: () => undefined, onProgress: () => undefined };
      unwrap(await uploadContent({ fetch: dpopFetch, origin }, source, options));
    },
  };
}

async function signIn(
  api: ReturnType<typeof createApi>,
  given: { origin: string; cardId: string; device: DeviceId },
): Promise<Session> {
  const cards = (await (await fetch(`${given.origin}/demo/cards`)).json()) as Record<string, StoredCpsCard>;
  const card = cards[given.cardId];
  if (!card) throw new Error('no such card');
  const { instanceId } = unwrap(await api.instance());
  const { nonce } = unwrap(await api.challenge());
  const reader = createSimulatedReader();
  reader.insert(openCpsCard(card));
  const challenge = {
    instanceId,
    origin: given.origin,
    nonce: fromBase64Url(nonce) ?? new Uint8Array(),
    jkt: fromBase64Url(given.device) ?? new Uint8Array(),
    pin: utf8(card.pin),
  };
  const { certificate, signature } = unwrap(
    await withCard(reader, (channel) => cpsLogin(channel, challenge)),
  );
  const signed = { certificate: toBase64Url(certificate), signature: toBase64Url(signature) };
  return unwrap(await api.signIn({ nonce, ...signed, deviceName: 'essai' }));
}

function withOrigin(headers: HeadersInit | undefined, origin: string): Headers {
  const all = new Headers(headers);
  all.set('Origin', origin);
  return all;
}

/** A plain text document of a dossier, ready to be signed. */
export async function noteCommand(
  dossierId: DossierId,
  text: string,
): Promise<{ body: CommandBody; content: Bytes }> {
  const content = utf8(text);
  const documentId = crypto.randomUUID() as DocumentId;
  const document = {
    documentId,
    logicalId: documentId,
    title: text.slice(0, 60),
    typeCode: '11506-3',
    mediaType: 'text/plain',
    size: content.length,
    sha256: toHex(await sha256(content)) as ContentHash,
    createdAt: new Date().toISOString().slice(0, 10),
    visibility: { hiddenFromProfessionals: false, hiddenFromHolder: false, hiddenFromRepresentatives: false },
  } as const;
  return { body: { type: 'provideDocument', dossierId, document }, content };
}
