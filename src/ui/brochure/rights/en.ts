import type { BrochureText } from '../brochure-text.ts';

export const rights: BrochureText = {
  title: 'Your rights over your record',
  subtitle: 'Shared medical record (dossier médical partagé, DMP)',
  version: (version) => `Version ${version}`,
  pageNumber: (page, pages) => `page ${page} of ${pages}`,
  lead: 'This record is yours. Here is what you may ask for, whom to ask, and what happens then. You never have to say why, except where it is written.',
  sections: [
    {
      heading: 'Whom to ask',
      paragraphs: [
        'Any professional whom you have authorised: doctor, nurse, pharmacist. They do it in front of you, in Relais, and show you the result. Your attending physician (médecin traitant) can do it too.',
        'You do not sign in to Relais yourself: all that follows is done through a professional, or through the organisation that provides Relais to them.',
      ],
    },
    {
      heading: 'See your record and have a copy',
      paragraphs: [
        'You may see what it holds at any time. The professional can hand you a copy: your data, your documents and the list of accesses.',
        'A difficult result may stay invisible to you for a time, until the consultation at which it is explained. After two weeks you are told that there is something new; after a month the document becomes visible.',
      ],
      reference:
        'French Public Health Code (Code de la santé publique), articles L1111-19 and R1111-53; Regulation (EU) 2016/679, article 15',
    },
    {
      heading: 'Have a mistake corrected',
      paragraphs: [
        'A mistake in a document is corrected by whoever wrote it: they deposit a right version, and the old one is marked as replaced. Your address, your telephone number or the person to call are corrected at once.',
      ],
      reference: 'Regulation (EU) 2016/679, article 16',
    },
    {
      heading: 'Hide a document',
      paragraphs: [
        'You may ask that a document no longer be visible to professionals, and change your mind later. Two still see it: whoever deposited it and your attending physician. In an emergency, a hidden document stays hidden.',
        'Under 18, you may ask that certain care, which the law lets you receive in confidence, be hidden from your parents.',
      ],
      reference: 'Articles L1111-16, R1111-49 and R1111-50',
    },
    {
      heading: 'Know who looked',
      paragraphs: [
        'Every access leaves a trace: who, when, by which kind of access, and what was done. You may read these traces at any time. Nobody can erase or change them without its being seen.',
      ],
      reference: 'Articles L1111-19 and R1111-43',
    },
    {
      heading: 'Choose who may read',
      points: [
        'Authorise a professional, or a whole care team: for one year, renewable.',
        'Withdraw an authorisation: access ends at once. A copy kept on a device without a network is erased as soon as the device finds the network again, and at the latest when its storage period ends.',
        'Block a professional: they no longer get in, neither by an authorisation nor by “break-glass”, and add nothing any more.',
        'Know at any time the list of those who have access.',
        'Choose your attending physician: they see the whole record.',
      ],
      after: ['A bank, an insurer, a complementary health fund or an employer may not ask you to open it.'],
      reference: 'Articles L1111-16 to L1111-19 and R1111-46',
    },
    {
      heading: 'Refuse an addition',
      paragraphs: [
        'You may object to a document being added for a serious reason, which you tell the professional. Without such a reason they add what is useful to your care.',
      ],
      reference: 'Article R1111-47',
    },
    {
      heading: 'Access in an emergency',
      points: [
        '“Break-glass” (bris de glace): if you cannot express yourself and your health is in immediate danger, a professional may open your record, saying why. You and your attending physician are told afterwards; without an e-mail address, by letter.',
        'The dispatch doctor of the ambulance service (dial 15) may open it when they take a call about you.',
      ],
      after: ['You may refuse one, the other or both, at the creation or later, and go back on that choice.'],
      reference: 'Articles L1111-17 and R1111-48',
    },
    {
      heading: 'Take back your consent and close the record',
      paragraphs: [
        'You may have your record closed whenever you want. Nobody then reads it or writes in it. It is kept for ten years, during which you may have it opened again, and then erased. Your care and your reimbursements stay the same.',
      ],
      reference: 'Articles L1111-14 and R1111-36',
    },
    {
      heading: 'Have the record erased',
      paragraphs: [
        'Once the record is closed, you may ask that it be erased without waiting ten years: this is done within three months, backups included. The first month leaves you time to change your mind and have it opened again; after that nothing can be undone. A copy that you asked for before remains yours.',
      ],
      reference: 'Article R1111-36',
    },
    {
      heading: 'Complain',
      paragraphs: [
        'Write first to the organisation that provides Relais, for the attention of its data protection officer. It has one month to answer.',
        'If the answer does not satisfy you, or if there is none, complain to the French data protection authority: CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, or at www.cnil.fr. It is free.',
      ],
      reference: 'Regulation (EU) 2016/679, articles 12 and 77',
    },
  ],
  sources:
    'Text written for Relais. Articles cited without other mention are those of the French Public Health Code.',
};
