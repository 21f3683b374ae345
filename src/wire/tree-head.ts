import { fromBase64Url, utf8, type Bytes } from '#base/bytes.ts';
import type { TreeHead } from './traces.ts';

const HEAD_LABEL = 'relais-tree-head-v1\0';

/** The bytes that the signature of a head covers. */
export const treeHeadBytes = ({ instanceId, tree, size, root, at }: Omit<TreeHead, 'signature'>): Bytes =>
  utf8(HEAD_LABEL + [instanceId, tree, size, root, at].join('\n'));

/**
 * Whether the holder of `headKey` (raw Ed25519, base64url) signed the head. `unsupported` where the browser's WebCrypto
 * has no Ed25519: the hashes alone can then be checked.
 */
export async function verifyTreeHead(
  headKey: string,
  head: TreeHead,
): Promise<'signed' | 'notSigned' | 'unsupported'> {
  const [raw, signature] = [fromBase64Url(headKey), fromBase64Url(head.signature)];
  if (!raw || !signature) return 'notSigned';
  const key = await importHeadKey(raw);
  if (key === 'unsupported') return 'unsupported';
  const holds = key && (await crypto.subtle.verify('Ed25519', key, signature, treeHeadBytes(head)));
  return holds ? 'signed' : 'notSigned';
}

/** Undefined where the bytes are no key. */
async function importHeadKey(raw: Bytes): Promise<CryptoKey | 'unsupported' | undefined> {
  try {
    return await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
  } catch (thrown) {
    const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
    if (name === 'NotSupportedError') return 'unsupported';
    if (name === 'DataError') return undefined;
    throw thrown;
  }
}
