import nodeCrypto, {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  KeyObject,
  sign,
  verify,
  type webcrypto,
} from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { Schedule } from './schedule.ts';

/**
 * WebCrypto works on a pool of threads, in an order of its own. Here the same functions of the same library run at once:
 * what waits for them goes on in the order of the simulation. What is rare (importing a key) stays as it is and is waited
 * for. Also takes over `setTimeout`, so that what the server waits for by itself waits in simulated time.
 * @returns the way back
 */
export function steadyProcess(schedule: Schedule): () => void {
  const { subtle } = globalThis.crypto;
  const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
  const steady = new Proxy(subtle, {
    get(target, name) {
      const replaced = REPLACED[name as keyof typeof REPLACED];
      if (replaced) return replaced;
      const real: unknown = Reflect.get(target, name, target);
      if (typeof real !== 'function') return real;
      return (...given: unknown[]) => schedule.real(async (): Promise<unknown> => real.apply(target, given));
    },
  });
  Object.defineProperty(globalThis.crypto, 'subtle', { value: steady, configurable: true });
  const putBack = verifyAtOnce();
  const waits = new Map<number, () => void>();
  let count = 0;
  const setSimulated = (run: () => void, delayMs = 0): number => {
    waits.set(++count, schedule.after(delayMs, run));
    return count;
  };
  const clearSimulated = (id: unknown): void => {
    if (typeof id === 'number') waits.get(id)?.();
    else realClearTimeout(id as NodeJS.Timeout);
  };
  Object.assign(globalThis, { setTimeout: setSimulated, clearTimeout: clearSimulated });
  return () => {
    Object.defineProperty(globalThis.crypto, 'subtle', { value: subtle, configurable: true });
    Object.assign(globalThis, { setTimeout: realSetTimeout, clearTimeout: realClearTimeout });
    putBack();
  };
}

type Verified = (error: Error | null, result: boolean) => void;
const isVerified = (last: unknown): last is Verified => typeof last === 'function';

/** Node's own `verify`, asked with a callback, would answer from a thread of the pool. */
function verifyAtOnce(): () => void {
  const real = nodeCrypto.verify;
  const replace = (how: (...given: unknown[]) => unknown): void => {
    Object.assign(nodeCrypto, { verify: how });
    syncBuiltinESMExports();
  };
  replace((...given) => {
    const told = given.at(-1);
    const result: unknown = Reflect.apply(real, undefined, isVerified(told) ? given.slice(0, -1) : given);
    return isVerified(told) ? told(null, result === true) : result;
  });
  return () => {
    Object.assign(nodeCrypto, { verify: real });
    syncBuiltinESMExports();
  };
}

type Key = webcrypto.CryptoKey;
type Data = ArrayBuffer | ArrayBufferView<ArrayBuffer>;

const bytesOf = (data: Data): Buffer =>
  data instanceof ArrayBuffer
    ? Buffer.from(data)
    : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
const plain = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;
const nodeHash = (name: string): string => name.replace('-', '').toLowerCase();
const nameOf = (algorithm: string | { name: string }): string =>
  typeof algorithm === 'string' ? algorithm : algorithm.name;

const ecdsa = (key: Key) => ({ key: KeyObject.from(key), dsaEncoding: 'ieee-p1363' }) as const;
type Gcm = { iv: Data; additionalData?: Data };

const REPLACED = {
  digest: async (algorithm: string | { name: string }, data: Data) =>
    plain(
      createHash(nodeHash(nameOf(algorithm)))
        .update(bytesOf(data))
        .digest(),
    ),
  sign: async (algorithm: string | { name: string }, key: Key, data: Data) =>
    nameOf(algorithm) === 'HMAC'
      ? plain(createHmac('sha256', KeyObject.from(key)).update(bytesOf(data)).digest())
      : plain(sign('sha256', bytesOf(data), ecdsa(key))),
  verify: async (_algorithm: unknown, key: Key, signature: Data, data: Data) =>
    verify('sha256', bytesOf(data), ecdsa(key), bytesOf(signature)),
  encrypt: async ({ iv, additionalData }: Gcm, key: Key, data: Data) => {
    const cipher = createCipheriv('aes-256-gcm', KeyObject.from(key), bytesOf(iv));
    if (additionalData) cipher.setAAD(bytesOf(additionalData));
    return plain(Buffer.concat([cipher.update(bytesOf(data)), cipher.final(), cipher.getAuthTag()]));
  },
  decrypt: async ({ iv, additionalData }: Gcm, key: Key, data: Data) => {
    const sealed = bytesOf(data);
    const decipher = createDecipheriv('aes-256-gcm', KeyObject.from(key), bytesOf(iv));
    if (additionalData) decipher.setAAD(bytesOf(additionalData));
    decipher.setAuthTag(sealed.subarray(-16));
    return plain(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]));
  },
};
