import { folded } from '#base/folded.ts';
import type { Results, Track, TrackGroup } from '#domain/clinical/series-tracks.ts';

/** Plots that are shown before anybody has chosen. */
const FIRST_SHOWN = 6;

export const allTracks = ({ groups }: Results): Track[] => groups.flatMap(({ tracks }) => tracks);

/** What is shown at first: what the last value shows out of range, then what has most to show. */
export function firstChosen(results: Results): Set<string> {
  const ranked = [...allTracks(results)].sort(
    (a, b) => urgency(b) - urgency(a) || count(b) - count(a) || (a.id < b.id ? -1 : 1),
  );
  return new Set(ranked.slice(0, FIRST_SHOWN).map(({ id }) => id));
}

const count = ({ parts }: Track): number => parts[0].points.length;

/** Critical, out of range, vital sign. */
function urgency({ parts, category }: Track): number {
  const last = parts.flatMap(({ points }) => points.at(-1) ?? []);
  if (last.some(({ critical }) => critical)) return 3;
  if (last.some(({ judgement }) => judgement !== 'within' && judgement !== 'unknown')) return 2;
  return category === 'vitalSign' ? 1 : 0;
}

/** The groups with the tracks whose name, panel or code has every typed word. */
export function searchTracks(
  groups: readonly TrackGroup[],
  typed: string,
  labelOf: (track: Track) => string,
): TrackGroup[] {
  const words = folded(typed).split(' ').filter(Boolean);
  return groups.flatMap((group) => {
    const tracks = group.tracks.filter((track) => {
      const codes = track.parts.map(
        ({ label, code }) => `${label} ${code?.code ?? ''} ${code?.display ?? ''}`,
      );
      const known = folded([labelOf(track), group.title, ...codes].join(' '));
      return words.every((word) => known.includes(word));
    });
    return tracks.length === 0 ? [] : [{ ...group, tracks }];
  });
}
