import { WIPE_HEADER } from '../endpoints.ts';
import { WIRE_HEADER, WIRE_VERSION } from '../version.ts';

/** Who asks: the device key of one professional, and the session where there is one. */
export type Identity = { keys: CryptoKeyPair; token: string | undefined };

export type Fetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

/** Comes with the first request of a device that has a key: a first visit has none. */
const dpop = () => import('dpop');

/** RFC 7638 thumbprint (base64url) of the device key: names the device. */
export const keyThumbprint = async (keys: CryptoKeyPair): Promise<string> =>
  (await dpop()).calculateThumbprint(keys.publicKey);

/**
 * The one way to our server: adds the wire version and, where there is a device key, a DPoP proof (RFC 9449) with the
 * server's last nonce (device clocks lie) and the session. A proof refused for its nonce is made again once. Bodies
 * must be ones that can be sent twice: text, bytes, Blob.
 */
export function createDpopFetch(deps: {
  fetch: Fetch;
  /** Base of relative addresses. */
  origin: string;
  identity(): Identity | undefined;
  /** Where a nonce is asked for before the first proof; absent: the first proof goes without, and is refused for it. */
  noncePath?: string;
  /** The device of this key was reported lost: it is to destroy what it holds of its professional. */
  onWipe?(keys: CryptoKeyPair): void;
}): Fetch {
  const nonces = new Map<string, string>();
  let firstNonce: Promise<void> | undefined;

  async function send(url: URL, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set(WIRE_HEADER, String(WIRE_VERSION));
    const identity = deps.identity();
    if (identity) await prove(identity, url, init.method ?? 'GET', headers);
    const answer = await deps.fetch(url, { ...init, headers, cache: 'no-store', credentials: 'omit' });
    note(url, answer);
    if (identity && answer.headers.has(WIPE_HEADER)) deps.onWipe?.(identity.keys);
    return answer;
  }

  function note({ origin }: URL, { headers }: Response): void {
    const nonce = headers.get('DPoP-Nonce');
    if (nonce) nonces.set(origin, nonce);
  }

  /** Asked once for all the requests of a page that begins; where it cannot be had they go without. */
  async function awaitNonce(path: string, signal: AbortSignal | null | undefined): Promise<void> {
    const url = new URL(path, deps.origin);
    if (nonces.has(url.origin) || signal?.aborted) return;
    firstNonce ??= deps
      .fetch(url, { cache: 'no-store', credentials: 'omit', ...(signal && { signal }) })
      .then((answer) => note(url, answer))
      .catch(() => undefined)
      .finally(() => (firstNonce = undefined));
    const givenUp = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));

    await Promise.race([firstNonce, givenUp]);
  }

  async function prove({ keys, token }: Identity, url: URL, method: string, headers: Headers): Promise<void> {
    const target = `${url.origin}${url.pathname}`;
    const { generateProof } = await dpop();
    headers.set('DPoP', await generateProof(keys, target, method, nonces.get(url.origin), token));
    if (token) headers.set('Authorization', `DPoP ${token}`);
  }

  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input, deps.origin);
    if (deps.noncePath !== undefined && deps.identity()) await awaitNonce(deps.noncePath, init.signal);
    const answer = await send(url, init);
    if (!(await wantsNonce(answer))) return answer;
    await answer.body?.cancel();
    return send(url, init);
  };
}

/** RFC 9449 §9: the proof lacked the server's nonce, or carried an old one. */
async function wantsNonce(answer: Response): Promise<boolean> {
  if (!answer.headers.get('DPoP-Nonce')) return false;
  // whatever the status: an event stream is answered 200, and refuses in its first event
  if (/use_dpop_nonce/.test(answer.headers.get('WWW-Authenticate') ?? '')) return true;
  return answer.status === 401 && (await answer.clone().text()).includes('"dpopNonce"');
}
