import type { PsIdNat } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import {
  provePasskey,
  registerPasskey,
  removePasskey,
  type BrowserProblem,
  type PasskeyBrowser,
  type PasskeyDeps,
} from '#app/passkeys.ts';
import { appErrorOf } from '#app/remote-error.ts';
import type { RemoteError } from '#sync/ports.ts';
import { beforeEach, describe, expect, it } from 'vitest';

const OWNER = '899700000001' as PsIdNat;
const ASSERTION = {
  id: 'key-1',
  rawId: 'key-1',
  type: 'public-key',
  response: { clientDataJSON: 'AA', authenticatorData: 'AA', signature: 'AA' },
} as const;
const REGISTRATION = {
  id: 'key-1',
  rawId: 'key-1',
  clientDataJSON: 'AA',
  attestationObject: 'AA',
  transports: [],
};

let noted: Set<string>;
let asked: string[];
let known: string[];
let answer: Result<unknown, RemoteError>;
let problem: BrowserProblem | undefined;
beforeEach(() => {
  noted = new Set();
  asked = [];
  known = ['key-1'];
  answer = ok(undefined);
  problem = undefined;
});

const browser: PasskeyBrowser = {
  create: async () => (problem ? err(problem) : ok(REGISTRATION)),
  get: async ({ allowCredentials }) =>
    problem ? err(problem) : allowCredentials.includes('key-1') ? ok(ASSERTION) : err({ type: 'Cancelled' }),
};

const api: Parameters<Parameters<PasskeyDeps['ask']>[0]>[0] = {
  passkeyRegistration: async () =>
    ok({
      challenge: 'AA',
      rp: { id: 'localhost', name: 'Relais' },
      user: { id: 'AA', name: 'Nour ESSAI', displayName: 'Nour ESSAI' },
      excludeCredentials: known,
      timeout: 1000,
    }),
  registerPasskey: async ({ id, name }) => {
    asked.push(`register ${id} ${name}`);
    return answer;
  },
  removePasskey: async (id) => {
    asked.push(`remove ${id}`);
    return answer;
  },
  passkeyChallenge: async () =>
    ok({ challenge: 'AA', rpId: 'localhost', allowCredentials: known, timeout: 1000 }),
};

const done = async () => ok(undefined);
const deps: PasskeyDeps = {
  owner: OWNER,
  ask: async (question) => {
    const result = await question(api);
    return result.ok ? result : err(appErrorOf(result.error));
  },
  browser: async () => ok(browser),
  here: {
    isHere: async () => ok(noted.size > 0),
    note: (_owner, id) => (noted.add(id), done()),
    forget: (_owner, id) => (noted.delete(id), done()),
    forgetAll: () => (noted.clear(), done()),
  },
};
const withoutLatePart: PasskeyDeps = { ...deps, browser: async () => err({ type: 'Unreachable' }) };

describe('registering a passkey', () => {
  it('sends what the authenticator made, under the name given, and remembers that it is here', async () => {
    expect(await registerPasskey(deps, 'Téléphone')).toEqual(ok(undefined));
    expect(asked).toEqual(['register key-1 Téléphone']);
    expect([...noted]).toEqual(['key-1']);
  });

  it('that the server refuses is not remembered', async () => {
    answer = err({ type: 'Server', error: { code: 'passkeyRefused' } });
    expect(await registerPasskey(deps, 'Téléphone')).toEqual(err({ type: 'Server', code: 'passkeyRefused' }));
    expect(noted.size).toBe(0);
  });

  it('tells a refusal of the person from a browser that cannot', async () => {
    problem = { type: 'Cancelled' };
    expect(await registerPasskey(deps, 'Téléphone')).toEqual(err({ type: 'PasskeyCancelled' }));
    problem = { type: 'Unavailable' };
    expect(await registerPasskey(deps, 'Téléphone')).toEqual(err({ type: 'PasskeyUnavailable' }));
    expect(asked).toEqual([]);
  });

  it('on an authenticator that holds one already is done, and remembered where it can only be that one', async () => {
    problem = { type: 'Known' };
    expect(await registerPasskey(deps, 'Téléphone')).toEqual(ok(undefined));
    expect([...noted]).toEqual(['key-1']);
    noted.clear();
    known = ['key-1', 'key-2'];
    expect(await registerPasskey(deps, 'Téléphone')).toEqual(ok(undefined));
    expect(noted.size).toBe(0);
    expect(asked).toEqual([]);
  });

  it('needs the network for the part that comes late', async () => {
    expect(await registerPasskey(withoutLatePart, 'Téléphone')).toEqual(err({ type: 'Offline' }));
  });
});

describe('proving with a passkey', () => {
  it('gives the proof that the server asks for, and remembers that it works here', async () => {
    expect(await provePasskey(deps)).toEqual(ok({ kind: 'passkey', assertion: ASSERTION }));
    expect([...noted]).toEqual(['key-1']);
  });

  it('without any registered says so without asking the person, and forgets what was remembered', async () => {
    known = [];
    noted.add('key-1');
    problem = { type: 'Cancelled' };
    expect(await provePasskey(deps)).toEqual(err({ type: 'PasskeyUnavailable' }));
    expect(noted.size).toBe(0);
  });

  it('that the person breaks off is cancelled', async () => {
    problem = { type: 'Cancelled' };
    expect(await provePasskey(deps)).toEqual(err({ type: 'PasskeyCancelled' }));
    expect(await provePasskey(withoutLatePart)).toEqual(err({ type: 'Offline' }));
  });
});

describe('removing a passkey', () => {
  it('forgets it here once the server did, or knew nothing of it', async () => {
    noted.add('key-1');
    expect(await removePasskey(deps, 'key-1')).toEqual(ok(undefined));
    expect(noted.size).toBe(0);
    noted.add('key-1');
    answer = err({ type: 'Server', error: { code: 'notFound' } });
    expect(await removePasskey(deps, 'key-1')).toEqual(err({ type: 'Server', code: 'notFound' }));
    expect(noted.size).toBe(0);
  });

  it('without a network changes nothing', async () => {
    noted.add('key-1');
    answer = err({ type: 'Unreachable' });
    expect(await removePasskey(deps, 'key-1')).toEqual(err({ type: 'Offline' }));
    expect([...noted]).toEqual(['key-1']);
  });
});
