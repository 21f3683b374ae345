import { err, ok, type Result } from '#base/result.ts';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { defaultConfigFile, defaultStateFolder } from './state/folders.ts';

/** Where readers are looked for: PC/SC where its service runs, else USB; or one of the two alone. */
export const READER_SOURCES = ['auto', 'pcsc', 'usb'] as const;
export type ReaderSource = (typeof READER_SOURCES)[number];

export interface BridgeConfig {
  /** Of the server, as users reach it. What cards sign names it. */
  readonly origin: string;
  /** Shown by the apps: which reader is it. */
  readonly name: string;
  readonly stateFolder: string;
  readonly readers: ReaderSource;
}

/** As given on the command line. */
export type ConfigOptions = {
  readonly origin?: string;
  readonly name?: string;
  readonly state?: string;
  readonly readers?: string;
  readonly config?: string;
};

export type ConfigProblem =
  | { type: 'OriginMissing' }
  | { type: 'OriginMalformed'; value: string }
  | { type: 'ReadersUnknown'; value: string }
  | { type: 'NameUnusable' }
  | { type: 'FileUnreadable'; file: string }
  | { type: 'FileMalformed'; file: string };

type Environment = Readonly<Record<string, string | undefined>>;
export type ConfigSource = {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** Names the folders; the demonstration has folders of its own. */
  readonly program: string;
};

const text = z.exactOptional(z.string());
const configFile = z.strictObject({ origin: text, name: text, state: text, readers: text });
type Given = z.infer<typeof configFile>;

const MAX_NAME = 80;

/** Option before environment before file; every problem is named, not only the first. */
export function readBridgeConfig(
  options: ConfigOptions,
  source: ConfigSource,
): Result<BridgeConfig, ConfigProblem[]> {
  const file = readConfigFile(options, source);
  if (!file.ok) return err([file.error]);
  const given = { ...file.value, ...fromEnvironment(source.env), ...fromOptions(options) };
  const problems: ConfigProblem[] = [];
  const origin = checkedOrigin(given.origin, problems);
  const readers = READER_SOURCES.find((one) => one === (given.readers ?? 'auto'));
  if (!readers) problems.push({ type: 'ReadersUnknown', value: given.readers ?? '' });
  const name = (given.name ?? hostname()).trim();
  if (name.length === 0 || name.length > MAX_NAME) problems.push({ type: 'NameUnusable' });
  if (origin === undefined || !readers || problems.length > 0) return err(problems);
  return ok({ origin, name, readers, stateFolder: folderOf(given.state, source) });
}

/** The folder alone: all that a command to a running bridge needs. */
export function readStateFolder(
  options: ConfigOptions,
  source: ConfigSource,
): Result<string, ConfigProblem[]> {
  const file = readConfigFile(options, source);
  if (!file.ok) return err([file.error]);
  return ok(
    folderOf({ ...file.value, ...fromEnvironment(source.env), ...fromOptions(options) }.state, source),
  );
}

const folderOf = (state: string | undefined, { env, platform, program }: ConfigSource): string =>
  resolve(state ?? defaultStateFolder(env, platform, program));

function readConfigFile(options: ConfigOptions, source: ConfigSource): Result<Given, ConfigProblem> {
  const named = options.config ?? source.env.RELAIS_BRIDGE_CONFIG;
  const file = named ?? defaultConfigFile(source.env, source.platform, source.program);
  const content = readText(file);
  if (content === undefined) return named === undefined ? ok({}) : err({ type: 'FileUnreadable', file });
  const parsed = configFile.safeParse(parsedJson(content));
  return parsed.success ? ok(parsed.data) : err({ type: 'FileMalformed', file });
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parsedJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

const fromEnvironment = (env: Environment): Given =>
  defined({
    origin: env.RELAIS_ORIGIN,
    name: env.RELAIS_BRIDGE_NAME,
    state: env.RELAIS_BRIDGE_STATE,
    readers: env.RELAIS_BRIDGE_READERS,
  });

const fromOptions = ({ origin, name, state, readers }: ConfigOptions): Given =>
  defined({ origin, name, state, readers });

/** What is there and not empty: an empty variable is as good as none. */
function defined(given: Readonly<Record<keyof Given, string | undefined>>): Given {
  const { origin, name, state, readers } = given;
  return {
    ...(origin && { origin }),
    ...(name && { name }),
    ...(state && { state }),
    ...(readers && { readers }),
  };
}

/** https everywhere; http on this machine alone. A final slash is forgiven: browsers show one. */
function checkedOrigin(given: string | undefined, problems: ConfigProblem[]): string | undefined {
  if (given === undefined) problems.push({ type: 'OriginMissing' });
  else if (!isOrigin(given.replace(/\/$/, ''))) problems.push({ type: 'OriginMalformed', value: given });
  else return given.replace(/\/$/, '');
  return undefined;
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  const local = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  return url.origin === value && (url.protocol === 'https:' || (url.protocol === 'http:' && local));
}
