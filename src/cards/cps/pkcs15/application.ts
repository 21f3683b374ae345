import { hex, type Bytes } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import { selectApplication, selectChild, selectPath, SELECT_NOTHING } from '#cards/apdu/commands.ts';
import { select } from '#cards/apdu/exchange.ts';
import type { CardChannel } from '#cards/channel.ts';
import type { CardError } from '#cards/errors.ts';
import { readSelectedFile, type FileReading } from '#cards/file.ts';
import { choosePkcs15, parseEfDir } from '../ef-dir.ts';
import type { CpsProfile } from '../profile.ts';
import { isCardsAnswer } from './answers.ts';
import type { Pkcs15Path } from './object.ts';
import { parseOdf, type ObjectDirectory } from './odf.ts';

const EF_DIR: Pkcs15Path = { path: hex('3F00 2F00') };
const EF_ODF: Pkcs15Path = { path: hex('5031') };

/** The PKCS#15 application of a card, and a way to read its files that remembers where the card stands. */
export interface Pkcs15Application {
  readonly directory: ObjectDirectory;
  /** Makes the application the current one, unless it is. */
  enter(): Promise<Result<undefined, CardError>>;
  /** To be called after selecting anything without this object. */
  left(): void;
  read(path: Pkcs15Path, step: string, sizeFrom?: FileReading['sizeFrom']): Promise<Result<Bytes, CardError>>;
}

/** Root application, EF.DIR, PKCS#15 application, EF(ODF): PKCS#15 v1.1 §5. */
export async function openPkcs15(
  channel: CardChannel,
  profile: CpsProfile,
): Promise<Result<Pkcs15Application, CardError>> {
  const root = await select(channel, selectApplication(profile.rootAid), 'select CPS');
  if (!root.ok) return root;
  const aid = await findApplication(channel, profile);
  if (!aid.ok) return aid;
  const files = fileAccess(channel, profile, aid.value);
  const odf = await files.read(EF_ODF, 'read ODF');
  if (!odf.ok) return odf;
  const directory = parseOdf(odf.value);
  return directory.ok ? ok({ ...files, directory: directory.value }) : directory;
}

/** The name that EF.DIR gives; the known one where the card will not show its EF.DIR. */
async function findApplication(
  channel: CardChannel,
  profile: CpsProfile,
): Promise<Result<Uint8Array, CardError>> {
  const file = await readAbsolute(channel, profile, EF_DIR, { step: 'read EF.DIR' });
  const aids = file.ok ? parseEfDir(file.value) : file;
  if (!aids.ok && !isCardsAnswer(aids.error)) return aids;
  return ok(choosePkcs15(aids.ok ? aids.value : [], profile.pkcs15Aid));
}

export async function readAbsolute(
  channel: CardChannel,
  { chunk }: CpsProfile,
  { path }: Pkcs15Path,
  reading: FileReading,
): Promise<Result<Bytes, CardError>> {
  const selected = await select(channel, selectPath(path), reading.step);
  return selected.ok ? readSelectedFile(channel, { ...reading, chunk }) : selected;
}

function fileAccess(
  channel: CardChannel,
  profile: CpsProfile,
  aid: Uint8Array,
): Omit<Pkcs15Application, 'directory'> {
  let inside = false;
  const enter = async (): Promise<Result<undefined, CardError>> => {
    if (inside) return ok(undefined);
    const selected = await select(channel, selectApplication(aid, SELECT_NOTHING), 'select PKCS#15');
    inside = selected.ok;
    return selected;
  };
  const selectRelative = async (path: Uint8Array, step: string): Promise<Result<undefined, CardError>> => {
    const entered = await enter();
    if (!entered.ok) return entered;
    if (path.length > 2) inside = false;
    const [high = 0, low = 0] = path;
    return select(channel, path.length > 2 ? selectPath(path) : selectChild((high << 8) | low), step);
  };
  return {
    enter,
    left: () => {
      inside = false;
    },
    async read(path, step, sizeFrom) {
      const reading = { step, chunk: profile.chunk, ...sizeOf(path, sizeFrom) };
      if (!isAbsolute(path)) {
        const selected = await selectRelative(path.path, step);
        return selected.ok ? part(path, await readSelectedFile(channel, reading)) : selected;
      }
      inside = false;
      return part(path, await readAbsolute(channel, profile, path, reading));
    },
  };
}

const isAbsolute = ({ path }: Pkcs15Path): boolean => path[0] === 0x3f && path[1] === 0x00;

function sizeOf(
  { index = 0, length }: Pkcs15Path,
  sizeFrom: FileReading['sizeFrom'],
): Pick<FileReading, 'size' | 'sizeFrom'> {
  if (length !== undefined) return { size: index + length };
  return sizeFrom && index === 0 ? { sizeFrom } : {};
}

/** The part of the file that the path means. */
function part({ index = 0, length }: Pkcs15Path, file: Result<Bytes, CardError>): Result<Bytes, CardError> {
  if (!file.ok) return file;
  return ok(file.value.slice(index, length === undefined ? undefined : index + length));
}
