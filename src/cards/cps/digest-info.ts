import { concat, hex, sha256, type Bytes } from '#base/bytes.ts';

/** DigestInfo of SHA-256 before its 32 bytes (RFC 8017 §9.2, note 1). */
const SHA256_DIGEST_INFO = hex('3031300d060960864801650304020105000420');

/** What a card that pads by itself is given to sign: DigestInfo of the message's SHA-256, 51 bytes. */
export const digestInfo = async (message: Bytes): Promise<Bytes> =>
  concat(SHA256_DIGEST_INFO, await sha256(message));
