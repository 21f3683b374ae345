import { fromBase64Url, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import {
  EMERGENCY_MAX_MS,
  EMERGENCY_MIN_MS,
  EMERGENCY_MS,
  LEASE_MAX_MS,
  LEASE_MIN_MS,
  LEASE_MS,
} from '#domain/access/durations.ts';
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
  /** A document may be hidden from the holder and masked to professionals at once (parameter of the DMP). */
  mayHideFromAll: boolean;
  /** How long a break-glass access lasts, ms. */
  emergencyMs: number;
  /** How long a dossier stays on a device after the contact that confirmed it, ms. */
  leaseMs: number;
  /** Under so much free space the operator is warned, bytes; absent: as the server has it (free-space.ts). */
  warnFreeBytes?: number;
  /** File with the information service and the compatible software (server/information.ts); absent: the one in the data folder. */
  information?: string;
  /** Where e-mails to holders go out; undefined: every notice becomes a letter. */
  mail: MailConfig | undefined;
};

/** RELAIS_SMTP (`smtp://user:password@host:587` or `smtps://…`) and RELAIS_MAIL_FROM. */
export type MailConfig = { url: string; from: string };

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
  const emergencyMs = readDuration(env, EMERGENCY_TIME, problems);
  const leaseMs = readDuration(env, LEASE, problems);
  const warn = readWarnFree(env, problems);
  const mail = readMail(env, problems);
  if (!origin || !dataDir || !operatorKey || problems.length > 0) return err(problems);
  const migrations = resolve(env.RELAIS_MIGRATIONS ?? 'drizzle');
  const mayHideFromAll = env.RELAIS_MAY_HIDE_FROM_ALL === 'true';
  const information = env.RELAIS_INFORMATION ? { information: resolve(env.RELAIS_INFORMATION) } : {};
  const paths = { dataDir: resolve(dataDir), migrations, ...information };
  return ok({ kind, origin, operatorKey, ...paths, mayHideFromAll, emergencyMs, leaseMs, ...warn, mail });
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

type Duration = {
  variable: string;
  unitMs: number;
  least: number;
  most: number;
  otherwise: number;
  hint: string;
};

const EMERGENCY_TIME: Duration = {
  variable: 'RELAIS_EMERGENCY_MINUTES',
  unitMs: 60_000,
  least: EMERGENCY_MIN_MS,
  most: EMERGENCY_MAX_MS,
  otherwise: EMERGENCY_MS,
  hint: 'minutes that a break-glass access lasts, from 10 to 1440',
};
const LEASE: Duration = {
  variable: 'RELAIS_LEASE_HOURS',
  unitMs: 3_600_000,
  least: LEASE_MIN_MS,
  most: LEASE_MAX_MS,
  otherwise: LEASE_MS,
  hint: 'hours that a dossier stays on a device without a contact, from 1 to 720',
};

function readDuration(env: Environment, duration: Duration, problems: ConfigProblem[]): number {
  const { variable, unitMs, least, most, otherwise, hint } = duration;
  if (env[variable] === undefined) return otherwise;
  const ms = Number(env[variable]) * unitMs;
  if (ms >= least && ms <= most) return ms;
  problems.push({ variable, problem: 'malformed', hint });
  return otherwise;
}

function readWarnFree(env: Environment, problems: ConfigProblem[]): Pick<ServerConfig, 'warnFreeBytes'> {
  const variable = 'RELAIS_WARN_FREE_MB';
  const text = env[variable];
  if (text === undefined) return {};
  if (/^\d{1,9}$/.test(text)) return { warnFreeBytes: Number(text) * 1024 ** 2 };
  problems.push({
    variable,
    problem: 'malformed',
    hint: 'megabytes under which to warn of a disk that fills up',
  });
  return {};
}

/** Both or none: without an address to write from no e-mail goes out. */
function readMail(env: Environment, problems: ConfigProblem[]): MailConfig | undefined {
  const { RELAIS_SMTP: url, RELAIS_MAIL_FROM: from } = env;
  if (!url && !from) return undefined;
  const isSmtp = url !== undefined && URL.canParse(url) && /^smtps?:$/.test(new URL(url).protocol);
  if (isSmtp && from?.includes('@')) return { url, from };
  problems.push(
    isSmtp
      ? {
          variable: 'RELAIS_MAIL_FROM',
          problem: 'missing',
          hint: 'address that e-mails to holders come from',
        }
      : { variable: 'RELAIS_SMTP', problem: 'malformed', hint: 'such as smtp://user:password@host:587' },
  );
  return undefined;
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
