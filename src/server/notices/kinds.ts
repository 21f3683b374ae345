import { NOTICE_KINDS, type NoticeKind } from '#wire/notices.ts';

export const isNoticeKind = (text: string): text is NoticeKind => NOTICE_KINDS.some((kind) => kind === text);

const RULES: Readonly<Record<NoticeKind, string>> = {
  emergencyOpened: 'R1111-48',
  attendingDeclared: 'L1111-16',
  attendingReplaced: 'L1111-16',
  documentAwaits: 'R1111-53',
  dossierClosed: 'R1111-36',
  dossierReactivated: 'EX_1.2-1030',
  erasureRequested: 'R1111-36',
  dossierErased: 'R1111-36',
};

/** Reference of the rule by which somebody is told. */
export const ruleOfNotice = (kind: string): string => (isNoticeKind(kind) ? RULES[kind] : 'R1111-43');
