import type { BackupError } from '#server/backup/backup.ts';
import type { RestoreError } from '#server/backup/restore.ts';

export type BackupFigures = {
  dossiers: number;
  documents: number;
  contents: number;
  missing: number;
  bytes: number;
  keysBytes: number;
};
export type RestoreFigures = {
  dossiers: number;
  documents: number;
  contents: number;
  /** ISO date and time. */
  at: string;
  redone: number;
  waiting: number;
  erased: number;
};

/** Sentences of `relais backup` and `relais restore`. */
export type BackupMessages = {
  backup: {
    about: string;
    file: string;
    keys: string;
    keysOnly: string;
    keysDone: (keysFile: string, bytes: number) => string;
    progress: (percent: number) => string;
    done: (file: string, keysFile: string, figures: BackupFigures) => string[];
    missing(count: number): string;
    errors: { [T in BackupError['type']]: (file: string) => string };
  };
  restore: {
    about: string;
    file: string;
    keys: string;
    to: string;
    replace: string;
    done(folder: string, figures: RestoreFigures): string[];
    aside(folder: string): string;
    keysKept: string;
    information(file: string): string;
    errors: { [T in RestoreError['type']]: (file: string) => string };
  };
};
