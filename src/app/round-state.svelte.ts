import type { DossierId } from '#base/brand.ts';
import type { RoundView } from './round-port.ts';

/** What the page of the round follows; only round-desk.ts writes it. */
export class RoundState implements RoundView {
  day = $state('');
  visits = $state.raw<readonly DossierId[]>([]);
  usual = $state.raw<readonly DossierId[]>([]);
  before = $state.raw<RoundView['before']>(undefined);
  lacking = $state.raw<RoundView['lacking']>(undefined);
  state = $state<RoundView['state']>('idle');
  progress = $state.raw<RoundView['progress']>(undefined);
  noRoom = $state.raw<RoundView['noRoom']>(undefined);
  closed = $state.raw<readonly DossierId[]>([]);
  failed = $state.raw<RoundView['failed']>(undefined);
  free = $state<number | undefined>(undefined);
}
