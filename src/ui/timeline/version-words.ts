import { documentDate } from '../dossier/document-words.ts';
import type { Messages } from '../messages/messages.svelte.ts';
import type { Version } from './versions.ts';

/** «Version 2», or «Version» where an earlier one is not visible to the reader. */
export const versionName = ({ text }: Pick<Messages, 'text'>, { number }: Version): string =>
  number === undefined ? text.dossier.timeline.versionUnknown : text.dossier.timeline.version(number);

/** «Version 2 · remplace celle du 3 mars 2026». */
export function versionLine(messages: Messages, version: Version): string {
  const t = messages.text.dossier.timeline;
  const { line, before } = version;
  const replaces = before
    ? t.replaces(documentDate(messages, before.description.createdAt))
    : line.description.replaces === undefined
      ? undefined
      : t.replacesUnseen;
  return [versionName(messages, version), replaces].filter(Boolean).join(' · ');
}
