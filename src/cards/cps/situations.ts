import { fromUtf8, type Bytes } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import { fromLatin1 } from '../latin1.ts';
import { childrenOf } from '../tlv/der.ts';
import { declaredLength, findTag, readTlvs, type Tlv } from '../tlv/reader.ts';
import { isCardsAnswer } from './answers.ts';
import { readDirectories } from './pkcs15/directories.ts';
import { parseDodf } from './pkcs15/dodf.ts';
import type { Pkcs15Path } from './pkcs15/object.ts';
import type { CpsSession } from './session.ts';
import { MAX_SITUATIONS, MAX_SITUATION_TEXT, type PracticeSituation } from './situation.ts';

/**
 * Where the professional practises; a PIN was presented before. The files lie at known places on a CPS3, whose EF(DODF)
 * takes more than a second to read; elsewhere EF(DODF) names them. What the card refuses or garbles is left out: nobody
 * is kept from signing in by it. Only a reader's error, or a card that is gone, is an error.
 */
export async function readSituations(
  session: CpsSession,
  dataDirectories: readonly Pkcs15Path[],
): Promise<Result<readonly PracticeSituation[], CardError>> {
  const known = (session.profile.situationFiles ?? []).map((path) => ({ path }));
  const atKnownPlaces = await readInOrder(session, known);
  if (!atKnownPlaces.ok) return atKnownPlaces;
  if (atKnownPlaces.value.length > 0) return ok(situationsOf(atKnownPlaces.value));
  const listed = await listSituationFiles(session, dataDirectories);
  if (!listed.ok) return listed;
  const files = await readInOrder(session, listed.value);
  return files.ok ? ok(situationsOf(files.value)) : files;
}

/** A situation is far shorter; what is longer is no situation. */
const MAX_FILE = 1024;

/** Their contents, until the first that is missing, refused or blank. */
async function readInOrder(
  session: CpsSession,
  paths: readonly Pkcs15Path[],
): Promise<Result<readonly Bytes[], CardError>> {
  const contents: Bytes[] = [];
  for (const path of paths.slice(0, MAX_SITUATIONS)) {
    const file = await session.files.read(path, { step: 'read situation', sizeFrom });
    if (!file.ok) return isCardsAnswer(file.error) ? ok(contents) : file;
    if (file.value.every((byte) => byte === 0x00 || byte === 0xff)) return ok(contents);
    contents.push(file.value);
  }
  return ok(contents);
}

/** The file is longer than its one object; blank memory says so by its first byte. */
function sizeFrom(head: Uint8Array): number | undefined {
  const [first] = head;
  if (first === undefined) return undefined;
  return first === TAG.situation ? Math.min(declaredLength(head) ?? MAX_FILE, MAX_FILE) : head.length;
}

const LABEL = /^CPS_ACTIVITY_(\d\d)_PS$/;

/** From EF(DODF), in the order of their numbers. */
async function listSituationFiles(
  session: CpsSession,
  dataDirectories: readonly Pkcs15Path[],
): Promise<Result<readonly Pkcs15Path[], CardError>> {
  const objects = await readDirectories(session, dataDirectories, 'read DODF', parseDodf);
  if (!objects.ok) return isCardsAnswer(objects.error) ? ok([]) : objects;
  const situations = objects.value.filter(({ label }) => LABEL.test(label));
  return ok([...situations].sort((a, b) => (a.label < b.label ? -1 : 1)).map(({ value }) => value));
}

/** EE { 84 name, 85 identifier of the structure, 86 sector } (as read from real cards by a client of the DMP). */
const TAG = { situation: 0xee, name: 0x84, structureId: 0x85, sector: 0x86 } as const;

const situationsOf = (files: readonly Uint8Array[]): readonly PracticeSituation[] =>
  files.map(parseSituation).filter((situation) => situation !== undefined);

/** Undefined where it is malformed, or has no name to choose it by. */
export function parseSituation(file: Uint8Array): PracticeSituation | undefined {
  const objects = readTlvs(file, 'situation');
  const situation = objects.ok ? findTag(objects.value, TAG.situation) : undefined;
  const parts = situation ? childrenOf(situation, 'situation') : undefined;
  if (!parts?.ok) return undefined;
  const name = textOf(findTag(parts.value, TAG.name));
  const structureId = textOf(findTag(parts.value, TAG.structureId));
  const sector = textOf(findTag(parts.value, TAG.sector));
  if (name === '') return undefined;
  return { name, ...(structureId !== '' && { structureId }), ...(sector !== '' && { sector }) };
}

/** UTF-8 or Latin-1, without control characters, cut where no card would go on. Empty where absent. */
function textOf(object: Tlv | undefined): string {
  if (!object) return '';
  const text = decode(object.value);
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MAX_SITUATION_TEXT)
    .trim();
}

function decode(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    return fromLatin1(bytes);
  }
}
