import type { InsCError } from '#domain/identity/ins-c.ts';
import type { TrustError } from '#server/auth/trust.ts';
import type { Alteration } from '#server/traces/audit.ts';
import { english } from './messages-en.ts';
import type { DevicesMessages } from './messages-devices.ts';
import { french } from './messages-fr.ts';
import type { BackupMessages } from './messages-backup.ts';
import type { InformationMessages } from './messages-information.ts';
import type { RightsMessages } from './messages-rights.ts';

/** Every sentence of the command line. */
export type Messages = BackupMessages &
  RightsMessages & {
    devices: DevicesMessages;
    information: InformationMessages;
    program: string;
    configuration: string;
    unexpected: string;
    json: string;
    insc: { about: string; firstName: string; birth: string; nir: string };
    insCErrors: Readonly<Record<InsCError['type'], string>>;
    nir: { about: string; check: string; argument: string; valid: string };
    professional: {
      about: string;
      add: string;
      list: string;
      remove: string;
      psIdNat: string;
      familyName: string;
      firstName: string;
      profession: string;
      added(psIdNat: string): string;
      removed(psIdNat: string): string;
      none: string;
      unknown(psIdNat: string): string;
      badNumber(psIdNat: string): string;
      badProfession(code: string): string;
      badName: string;
    };
    pairings: {
      about: string;
      list: string;
      end: string;
      bridge: string;
      app: string;
      lastUsed(date: string): string;
      none: string;
      ended: string;
      unknown: string;
      badKey: string;
    };
    trust: {
      about: string;
      add: string;
      list: string;
      files: string;
      kinds: Readonly<Record<'anchor' | 'intermediate' | 'revocationList', string>>;
      added(kind: string, name: string, until: string): string;
      sessionsEnded(count: number): string;
      none: string;
      unreadableFile(file: string): string;
      listed(row: { kind: string; name: string; until: string; demo: boolean; expired: boolean }): string;
      errors: { [T in TrustError['type']]: (name: string) => string };
    };
    audit: {
      about: string;
      verify: string;
      head: string;
      headFile: string;
      intact(tree: string, traces: number): string;
      tailProven: string;
      tailUnproven: string;
      altered(found: { tree: string; leafIndex: number; dossierId: string | null; what: string }): string;
      alterations: Readonly<Record<Alteration, string>>;
      badHead(file: string): string;
    };
    key: {
      about: string;
      new: string;
      file: string;
      made(file: string): string;
      exists(file: string): string;
      notWritten(file: string): string;
    };
    usage: {
      help: string;
      version: string;
      titles: Readonly<Record<string, string>>;
      errors: Readonly<Record<string, (name: string) => string>>;
    };
  };

/** French where the environment speaks it (LC_ALL, LC_MESSAGES, LANG: POSIX.1 §8.2), else English. */
export function messagesFor(env: Readonly<Record<string, string | undefined>>): Messages {
  const language = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^fr/i.test(language) ? french : english;
}
