import type { Entitlement } from '#domain/access/question.ts';
import type { AlarmRow } from '#server/repositories/alarms.ts';
import type { MatrixRefusal } from './matrix-refusal.ts';

/** Sentences about what the operator sets for the rights, and is told of their use. */
export type RightsMessages = {
  matrix: {
    about: string;
    import: string;
    list: string;
    show: string;
    file: string;
    imported(version: string, label: string): string;
    refusal(file: string, error: MatrixRefusal): string;
    /** Whose grid the one is that Relais brings. */
    own: string;
    notOfficial: string;
    inForce: string;
    importedOn(date: string): string;
    everything: string;
    nothing: string;
    only(types: string): string;
    allBut(types: string): string;
  };
  entitlement: {
    about: string;
    grant: string;
    revoke: string;
    list: string;
    which: string;
    granted(psIdNat: string, entitlement: Entitlement): string;
    revoked(psIdNat: string, entitlement: Entitlement): string;
    none: string;
    unknownKind(text: string): string;
    notDoctor(psIdNat: string): string;
    notGranted(psIdNat: string, entitlement: Entitlement): string;
  };
  alarms: {
    about: string;
    list: string;
    all: string;
    seen: string;
    sentence(alarm: Pick<AlarmRow, 'kind' | 'psIdNat' | 'dossierId' | 'count' | 'windowMs'>): string;
    wasSeen: string;
    none: string;
    marked(count: number): string;
  };
};
