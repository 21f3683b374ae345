import type { OpenDossierLine } from '#app/dossier-port.ts';
import type { Relais } from '#app/port.ts';

/** The dossiers that the server would open to whoever is here, asked for when they are first looked for. */
export interface Authorised {
  readonly lines: readonly OpenDossierLine[];
  readonly state: 'unasked' | 'asking' | 'known' | 'failed' | 'offline';
  /** Asks unless it is under way, or known. */
  ask(): void;
  /** What is known may be of yesterday; names leave the memory with the lock. */
  forget(): void;
}

export function createAuthorised(relais: Pick<Relais, 'view' | 'listOpenDossiers'>): Authorised {
  let lines = $state.raw<readonly OpenDossierLine[]>([]);
  let state = $state<Authorised['state']>('unasked');
  let asked = 0;

  async function ask(): Promise<void> {
    const mine = ++asked;
    state = 'asking';
    const answer = await relais.listOpenDossiers();
    // forgotten meanwhile
    if (mine !== asked) return;
    if (answer.ok) lines = answer.value;
    state = answer.ok ? 'known' : answer.error.type === 'Offline' ? 'offline' : 'failed';
  }

  return {
    get lines() {
      return lines;
    },
    get state() {
      return state;
    },
    ask() {
      if (state === 'asking' || state === 'known') return;
      if (relais.view.session && relais.view.online) void ask();
      else state = 'offline';
    },
    forget() {
      asked += 1;
      lines = [];
      state = 'unasked';
    },
  };
}
