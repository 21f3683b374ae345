import type { TraceAct, TraceView } from '#domain/dossier/trace-view.ts';

/** What follows the name of who did it; `title` of the document where the reader knows it. */
export type TraceSentence = (title: string | undefined) => string;
export type TraceSentences = Readonly<Record<TraceAct, { done: TraceSentence; refused: TraceSentence }>>;

export type TraceTexts = {
  sentences: TraceSentences;
  because: Readonly<Record<string, string>>;
  allowed: (why: string) => string;
  refused: (why: string) => string;
  reason: (text: string) => string;
  brochure: (version: string) => string;
  emergency: (breakGlass: boolean, dispatchCentre: boolean) => string;
};

/** The act in words. */
export function traceSentence(texts: TraceTexts, trace: TraceView, title: string | undefined): string {
  const { done, refused } = texts.sentences[trace.act];
  return trace.allowed ? done(title) : refused(title);
}

/** The verdict in words; a code without words is shown as it is, never dropped. */
export function traceVerdict(texts: TraceTexts, { allowed, because }: TraceView): string {
  const why = texts.because[because] ?? because;
  return allowed ? texts.allowed(why) : texts.refused(why);
}

/** What was typed or noted with the act. The steps of a creation are noted by the server in a form of their own. */
export function traceReason(texts: TraceTexts, { reason }: TraceView): string | undefined {
  if (reason === undefined) return undefined;
  const brochure = /^brochure (\d{4}-\d{2})$/.exec(reason)?.[1];
  if (brochure !== undefined) return texts.brochure(brochure);
  const emergency = /^breakGlass=(true|false) dispatchCentre=(true|false)$/.exec(reason);
  if (emergency) return texts.emergency(emergency[1] === 'true', emergency[2] === 'true');
  return texts.reason(reason);
}

/** Below this the two clocks tell the same moment. */
const SAME_MOMENT_MS = 60_000;

/** The time of the device, where it tells another moment than the server's. */
export const otherDeviceTime = ({ at, deviceAt }: TraceView): number | undefined =>
  deviceAt !== undefined && Math.abs(at - deviceAt) > SAME_MOMENT_MS ? deviceAt : undefined;
