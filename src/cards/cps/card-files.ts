import { concat, toHex, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import {
  MASTER_FILE,
  SELECT_NOTHING,
  selectApplication,
  selectChild,
  selectFile,
  selectPath,
} from '../apdu/commands.ts';
import { select } from '../apdu/exchange.ts';
import { onLogicalChannel } from '../apdu/logical-channel.ts';
import type { Command } from '../apdu/command.ts';
import type { CardChannel } from '../channel.ts';
import type { CardError } from '../errors.ts';
import { readSelectedFile, type FileReading } from '../file.ts';
import { isCardsAnswer } from './answers.ts';
import type { CardApplication } from './ef-dir.ts';
import type { Pkcs15Path } from './pkcs15/object.ts';
import type { CpsProfile } from './profile.ts';

type Selected = Promise<Result<undefined, CardError>>;

/**
 * The files of a CPS. It remembers which directory is the current one, so that nothing is selected twice: each SELECT
 * is an exchange.
 */
export interface CardFiles {
  /** The application that holds everything; to be selected first. */
  selectRoot(): Selected;
  /** From now on relative paths start here. */
  setApplication(application: CardApplication): void;
  /** Makes the PKCS#15 application the current directory, unless it is: keys are used there. */
  enterApplication(): Selected;
  /** Makes the master file the current directory; `surely` selects it even where it should be. */
  enterMasterFile(surely?: boolean): Selected;
  /** The file, or the part of it, that the path means. */
  read(path: Pkcs15Path, reading: FileReading): Promise<Result<Bytes, CardError>>;
}

const MASTER = '3f00';
/** Where we are when the application's own path is not known. */
const APPLICATION = 'application';

/** `raw`: the channel of the reader; `channel`: the same on the logical channel of the profile. */
export function createCardFiles(raw: CardChannel, channel: CardChannel, profile: CpsProfile): CardFiles {
  let application: CardApplication = { aid: profile.pkcs15Aid };
  /** The current directory: its path in hex, or APPLICATION; undefined where we cannot know. */
  let at: string | undefined;

  const go = async (command: Command, step: string, to: string | undefined): Selected => {
    const selected = await select(channel, command, step);
    if (selected.ok) at = to;
    return selected;
  };

  async function selectRoot(): Selected {
    // the directory of the root application is the master file of a CPS4; of a CPS3 no public document says it
    const to = profile.paths === 'stepwise' ? MASTER : undefined;
    const root = await go(selectApplication(profile.rootAid, SELECT_NOTHING), 'select CPS', to);
    if (root.ok || profile.wakeUp.length === 0 || !isCardsAnswer(root.error)) return root;
    for (const { logicalChannel, aid } of profile.wakeUp) {
      const woken = onLogicalChannel(raw, logicalChannel);
      const selected = await select(woken, selectApplication(aid, SELECT_NOTHING), 'wake CPS');
      if (!selected.ok) return selected;
    }
    at = to;
    return ok(undefined);
  }

  async function enterApplication(): Selected {
    const { aid, path } = application;
    const place = path ? toHex(path) : APPLICATION;
    if (at === place) return ok(undefined);
    if (path && profile.paths === 'absolute') {
      const selected = await go(selectPath(path), 'select PKCS#15', place);
      if (selected.ok || !isCardsAnswer(selected.error)) return selected;
    }
    return go(selectApplication(aid, SELECT_NOTHING), 'select PKCS#15', place);
  }

  async function enterDirectory(path: Bytes, step: string): Selected {
    const place = toHex(path);
    if (at === place) return ok(undefined);
    if (application.path && toHex(application.path) === place) return enterApplication();
    const root = at === MASTER ? ok(undefined) : await selectRoot();
    if (!root.ok) return root;
    for (let i = 2; i + 1 < path.length; i += 2) {
      const entered = await go(selectFile(fidAt(path, i)), step, undefined);
      if (!entered.ok) return entered;
    }
    at = place;
    return ok(undefined);
  }

  async function selectAbsolute(path: Bytes, step: string): Selected {
    const parent = path.slice(0, -2);
    if (parent.length === 0) return err({ type: 'Malformed', what: `${step}: path` });
    if (profile.paths === 'absolute') return go(selectPath(path), step, toHex(parent));
    const entered = await enterDirectory(parent, step);
    if (!entered.ok) return entered;
    const fid = path.slice(-2);
    return select(channel, at === MASTER ? selectFile(fidAt(fid, 0)) : selectPath(fid), step);
  }

  async function selectRelative(path: Uint8Array, step: string): Selected {
    const entered = await enterApplication();
    if (!entered.ok) return entered;
    if (path.length === 2) return select(channel, selectChild(fidAt(path, 0)), step);
    return go(selectPath(path), step, undefined);
  }

  return {
    selectRoot,
    setApplication(chosen) {
      if (at === APPLICATION) at = undefined;
      application = chosen;
    },
    enterApplication,
    enterMasterFile: async (surely = false) =>
      at === MASTER && !surely ? ok(undefined) : go(selectFile(MASTER_FILE), 'select MF', MASTER),
    async read({ path, index = 0, length }, reading) {
      const absolute = absolutePath(path, application);
      const selected = absolute
        ? await selectAbsolute(absolute, reading.step)
        : await selectRelative(path, reading.step);
      if (!selected.ok) return selected;
      const whole = { chunk: profile.chunk, ...sizeOf(index, length, reading) };
      const file = await readSelectedFile(channel, whole);
      return file.ok ? ok(file.value.slice(index, length === undefined ? undefined : index + length)) : file;
    },
  };
}

/** A part is read to its end; only a whole file tells its length by its first bytes. */
function sizeOf(index: number, length: number | undefined, reading: FileReading): FileReading {
  if (length !== undefined) return { step: reading.step, size: index + length };
  return index === 0 ? reading : { step: reading.step };
}

const fidAt = (path: Uint8Array, i: number): number => ((path[i] ?? 0) << 8) | (path[i + 1] ?? 0);

/** Undefined for a relative path where the application's own is not known. */
function absolutePath(path: Uint8Array, application: CardApplication): Bytes | undefined {
  if (path[0] === 0x3f && path[1] === 0x00) return Uint8Array.from(path);
  return application.path && concat(application.path, path);
}
