import { fromBase64Url, utf8 } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { sha256Hex } from '#server/hash.ts';
import { command, COMMAND_TAG, type Command, type SignedCommand } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { verify, type VerifyKeyObjectInput } from 'node:crypto';
import { promisify } from 'node:util';
import type { Sender } from './scope.ts';

/** A command as it came: `hash` is that of its payload, SHA-256 in hex. */
export type Received = { signed: SignedCommand; hash: string; read: Result<Command, RefusalCode> };

export const receive = async (signed: SignedCommand, sender: Sender): Promise<Received> => ({
  signed,
  hash: sha256Hex(signed.payload),
  read: await readCommand(signed, sender),
});

/** On the threads that Node keeps for it: a signature takes as long as all the rest of a command. */
const verified = (message: Uint8Array, key: VerifyKeyObjectInput, signature: Uint8Array): Promise<boolean> =>
  // found at each call: where everything is to happen in one order, another stands in its place
  promisify(verify)('sha256', message, key, signature);

/** Signature first, then form, then whether the author is the one whom this device belongs to. */
async function readCommand(signed: SignedCommand, sender: Sender): Promise<Result<Command, RefusalCode>> {
  const signature = fromBase64Url(signed.signature);
  const message = utf8(COMMAND_TAG + signed.payload);
  // IEEE P1363, as WebCrypto signs
  const key = { key: sender.publicKey, dsaEncoding: 'ieee-p1363' } as const;
  if (!signature || !(await verified(message, key, signature))) return err('signatureInvalid');
  const parsed = command.safeParse(parseJson(signed.payload));
  if (!parsed.success) return err('malformed');
  const { device, author } = parsed.data;
  if (device !== sender.device || author !== sender.professional.psIdNat) return err('authorMismatch');
  return ok(parsed.data);
}

/** The number that an unreadable command claims, so that its sender can find it again; 0 where it claims none. */
export function claimedNumber({ payload }: SignedCommand): number {
  const parsed = parseJson(payload);
  const n = typeof parsed === 'object' && parsed !== null && 'n' in parsed ? parsed.n : 0;
  return typeof n === 'number' && Number.isSafeInteger(n) ? n : 0;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
