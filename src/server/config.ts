import { fromBase64Url, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export type InstanceKind = 'demo' | 'production';

export type ServerConfig = {
  kind: InstanceKind;
  /** As users reach it: scheme, host, port. What cards sign names it. */
  origin: string;
  dataDir: string;
  operatorKey: Bytes;
  /** Folder with the SQL migrations of each database. */
  migrations: string;
};

/** One line for each part of the configuration that is missing or wrong. */
export type ConfigProblem = {
  variable: string;
  problem: 'missing' | 'unreadable' | 'malformed';
  hint: string;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the configuration; names every part that is missing, not only the first. */
export function readConfig(env: Environment, kind: InstanceKind): Result<ServerConfig, ConfigProblem[]> {
  const problems: ConfigProblem[] = [];
  const origin = checkedOrigin(env, problems);
  const dataDir = env.RELAIS_DATA;
  if (!dataDir)
    problems.push({ variable: 'RELAIS_DATA', problem: 'missing', hint: 'folder of databases and contents' });
  const operatorKey = readOperatorKey(env, problems);
  if (!origin || !dataDir || !operatorKey) return err(problems);
  const migrations = resolve(env.RELAIS_MIGRATIONS ?? 'drizzle');
  return ok({ kind, origin, dataDir: resolve(dataDir), operatorKey, migrations });
}

function checkedOrigin(env: Environment, problems: ConfigProblem[]): string | undefined {
  const hint = 'address as users reach it, such as https://relais.example';
  if (!env.ORIGIN) problems.push({ variable: 'ORIGIN', problem: 'missing', hint });
  else if (!isOrigin(env.ORIGIN)) problems.push({ variable: 'ORIGIN', problem: 'malformed', hint });
  else return env.ORIGIN;
  return undefined;
}

/** https everywhere; http on this machine alone, where browsers grant the same powers. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const local = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  return url.origin === text && (url.protocol === 'https:' || (url.protocol === 'http:' && local));
}

function readOperatorKey(env: Environment, problems: ConfigProblem[]): Bytes | undefined {
  const variable = 'RELAIS_KEY_FILE';
  const hint = 'file made by `relais key new FILE`; keep it apart from the data';
  if (!env[variable]) {
    problems.push({ variable, problem: 'missing', hint });
    return undefined;
  }
  try {
    const key = fromBase64Url(readFileSync(env[variable], 'utf8').trim());
    if (key?.length === 32) return key;
    problems.push({ variable, problem: 'malformed', hint });
  } catch {
    problems.push({ variable, problem: 'unreadable', hint });
  }
  return undefined;
}
