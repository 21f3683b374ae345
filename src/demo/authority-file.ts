import { fromBase64, toBase64, type Bytes } from '#base/bytes.ts';
import type { DemoAuthority } from './pki.ts';
import { RSA } from './x509.ts';

/** The authority as text, to be kept between two starts of the demonstration. */
export async function exportAuthority(authority: DemoAuthority): Promise<string> {
  return JSON.stringify({
    rootCertificate: toBase64(authority.rootCertificate),
    intermediateCertificate: toBase64(authority.intermediateCertificate),
    rootKey: await exportKey(authority.rootKey),
    intermediateKey: await exportKey(authority.intermediateKey),
  });
}

/** What `exportAuthority` wrote. Throws on anything else. */
export async function importAuthority(text: string): Promise<DemoAuthority> {
  const stored: unknown = JSON.parse(text);
  return {
    rootCertificate: storedBytes(stored, 'rootCertificate'),
    intermediateCertificate: storedBytes(stored, 'intermediateCertificate'),
    rootKey: await importKey(storedBytes(stored, 'rootKey')),
    intermediateKey: await importKey(storedBytes(stored, 'intermediateKey')),
  };
}

const exportKey = async (key: CryptoKey): Promise<string> =>
  toBase64(new Uint8Array(await crypto.subtle.exportKey('pkcs8', key)));

const importKey = (pkcs8: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('pkcs8', pkcs8, RSA, true, ['sign']);

function storedBytes(stored: unknown, field: string): Bytes {
  const text: unknown =
    typeof stored === 'object' && stored !== null ? Reflect.get(stored, field) : undefined;
  const bytes = typeof text === 'string' ? fromBase64(text) : undefined;
  if (!bytes) throw new TypeError('not a demonstration authority');
  return bytes;
}
