import type { TraceAct, TraceView } from '#domain/dossier/trace-view.ts';

/** What follows the name of who did it; `title` of the document where the reader knows it. */
export type TraceSentence = (title: string | undefined) => string;
export type TraceSentences = Readonly<Record<TraceAct, { done: TraceSentence; refused: TraceSentence }>>;

export type TraceTexts = {
  sentences: TraceSentences;
  because: Readonly<Record<string, string>>;
  allowed: (why: string) => string;
  refused: (why: string) => string;
  /** A right given to, or taken from, another than the one who noted it. */
  forAnother: Readonly<Record<'grantAuthorisation' | 'withdrawAuthorisation', (psIdNat: string) => string>>;
  vitaleRead: (moment: string) => string;
  reason: (text: string) => string;
  brochure: (version: string) => string;
  emergency: (breakGlass: boolean, dispatchCentre: boolean) => string;
};

/** The act in words. */
export function traceSentence(texts: TraceTexts, trace: TraceView, title: string | undefined): string {
  const { done, refused } = texts.sentences[trace.act];
  const { act } = trace;
  if (act === 'grantAuthorisation' || act === 'withdrawAuthorisation') {
    const whose = authorisationNote(trace)?.psIdNat;
    if (trace.allowed && whose !== undefined && whose !== trace.actor?.psIdNat)
      return texts.forAnother[act](whose);
  }
  return trace.allowed ? done(title) : refused(title);
}

/** The verdict in words; a code without words is shown as it is, never dropped. */
export function traceVerdict(texts: TraceTexts, { allowed, because }: TraceView): string {
  const why = texts.because[because] ?? because;
  return allowed ? texts.allowed(why) : texts.refused(why);
}

/** What was typed or noted with the act. The steps of a creation are noted by the server in a form of their own. */
export function traceReason(
  texts: TraceTexts,
  trace: TraceView,
  momentWords: (at: number) => string,
): string | undefined {
  const { reason } = trace;
  if (reason === undefined) return undefined;
  const note = authorisationNote(trace);
  if (note?.readAt !== undefined) return texts.vitaleRead(momentWords(note.readAt));
  if (note) return note.reason === undefined ? undefined : texts.reason(note.reason);
  const brochure = /^brochure (\d{4}-\d{2})$/.exec(reason)?.[1];
  if (brochure !== undefined) return texts.brochure(brochure);
  const emergency = /^breakGlass=(true|false) dispatchCentre=(true|false)$/.exec(reason);
  if (emergency) return texts.emergency(emergency[1] === 'true', emergency[2] === 'true');
  return texts.reason(reason);
}

/**
 * What the server notes with an authorisation: `psIdNat`, `psIdNat: vitale <ISO time of the reading>` or
 * `psIdNat: <reason typed>`.
 */
function authorisationNote({
  act,
  reason,
}: TraceView): { psIdNat: string; readAt?: number; reason?: string } | undefined {
  if (act !== 'grantAuthorisation' && act !== 'withdrawAuthorisation') return undefined;
  const [, psIdNat, why] = /^(\d{12})(?:: (.*))?$/s.exec(reason ?? '') ?? [];
  if (psIdNat === undefined) return undefined;
  if (why === undefined) return { psIdNat };
  const readAt = why.startsWith('vitale ') ? Date.parse(why.slice('vitale '.length)) : Number.NaN;
  return Number.isNaN(readAt) ? { psIdNat, reason: why } : { psIdNat, readAt };
}

/** Below this the two clocks tell the same moment. */
const SAME_MOMENT_MS = 60_000;

/** The time of the device, where it tells another moment than the server's. */
export const otherDeviceTime = ({ at, deviceAt }: TraceView): number | undefined =>
  deviceAt !== undefined && Math.abs(at - deviceAt) > SAME_MOMENT_MS ? deviceAt : undefined;
