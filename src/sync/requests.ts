import type { DossierId } from '#base/brand.ts';
import type { Result } from '#base/result.ts';
import type { OutboxItem, SyncError, SyncEvent } from './ports.ts';

/** Requests of commands that are under way at the same time. */
const LANES = [0, 1] as const;
type Lane = (typeof LANES)[number];

/** A dossier is always in the same lane, where one request follows the other: so its order is kept. */
const laneOf = (dossierId: DossierId): Lane => (dossierId.charCodeAt(dossierId.length - 1) % 2 === 0 ? 0 : 1);

export const isIn =
  (lane: Lane) =>
  ({ command }: OutboxItem): boolean =>
    laneOf(command.body.dossierId) === lane;

/** `restored`: the server stands on a backup since, and nothing more is to be sent in this round. */
export type Sent = Result<'sent' | 'restored', SyncError>;
type Answered = { lane: Lane; items: readonly OutboxItem[]; sent: Sent };

/** The commands that are under way: one request a lane. */
export function requestsOf(
  { emit }: { emit: (event: SyncEvent) => void },
  send: (items: readonly OutboxItem[]) => Promise<Sent>,
) {
  /** Until its answer was taken up. */
  const running = new Map<Lane, { items: readonly OutboxItem[]; answer: Promise<Answered> }>();
  const tell = (): void => {
    const items = [...running.values()].flatMap((request) => request.items);
    emit({ kind: 'sending', ns: items.map(({ command }) => command.n) });
  };
  const answers = (): Promise<Answered>[] => [...running.values()].map(({ answer }) => answer);
  async function run(lane: Lane, items: readonly OutboxItem[]): Promise<Answered> {
    return { lane, items, sent: await send(items) };
  }
  return {
    free: (): readonly Lane[] => LANES.filter((lane) => !running.has(lane)),
    begin(lane: Lane, items: readonly OutboxItem[]): void {
      if (items.length === 0) return;
      running.set(lane, { items, answer: run(lane, items) });
      tell();
    },
    /** The first that is answered; undefined where none is under way. */
    async next(): Promise<Answered | undefined> {
      if (running.size === 0) return undefined;
      const answered = await Promise.race(answers());
      running.delete(answered.lane);
      tell();
      return answered;
    },
    async idle(): Promise<void> {
      if (running.size === 0) return;
      await Promise.all(answers());
      running.clear();
      tell();
    },
  };
}
