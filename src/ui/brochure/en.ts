import type { BrochureText } from './brochure-text.ts';

export const brochure: BrochureText = {
  title: 'Your shared medical record',
  subtitle: 'Information for patients before the record is created',
  version: (version) => `Version ${version}`,
  pageNumber: (page, pages) => `page ${page} of ${pages}`,
  lead: 'A health professional offers to create your shared medical record (dossier médical partagé, DMP). Take the time to read this brochure, ask your questions, then decide. It is yours to keep.',
  sections: [
    {
      heading: 'What the record is for',
      paragraphs: [
        'The DMP brings together the documents that help to coordinate your care: reports, test results, prescriptions, allergies, current treatments. The professionals whom you authorise find them in town, at the hospital or at your home.',
        'It is free. It does not replace the file that each professional keeps, and it need not hold everything: what goes into it is what helps to care for you.',
      ],
      reference: 'French Public Health Code (Code de la santé publique), articles L1111-14 and L1111-15',
    },
    {
      heading: 'You decide',
      points: [
        'Your record is created only if you say yes. That yes is written down, with its date and the name of the person who asked you.',
        'You may refuse: your care and your reimbursements stay the same.',
        'You may change your mind later and have your record closed.',
      ],
      reference: 'Articles L1111-14 and R1111-36',
    },
    {
      heading: 'How it is created',
      points: [
        'You are informed and given this brochure.',
        'You are asked for your consent.',
        'Your Vitale card is read and you confirm your identity. A health identifier is computed from the card; your social security number serves for that computation alone and is not kept by Relais.',
      ],
      after: [
        'A child can have a record if they have a social security number of their own on a Vitale card. Their parents, or those who hold parental authority, then decide.',
      ],
    },
    {
      heading: 'Who may consult it',
      points: [
        'The health professionals whom you authorise, and the members of the team that cares for you with them. In Relais an authorisation lasts one year and can be renewed.',
        'Your attending physician (médecin traitant), who has access to the whole record.',
        'You, at any time.',
      ],
      after: [
        'Creating your record does not by itself give the right to read it: the professional asks you for that separately.',
        'Nobody may demand to see your record before signing a contract with you: no insurer, no complementary health fund, no bank. Opening it without a right to do so is punished by law.',
      ],
      reference: 'Articles L1111-16 to L1111-18 and R1111-46',
    },
    {
      heading: 'In an emergency',
      paragraphs: [
        'Two kinds of access exist to help you. They are accepted unless you say otherwise; tell us if you refuse either. You may change your mind.',
      ],
      points: [
        '“Break-glass” (bris de glace): if you cannot express yourself and your health is in immediate danger, a health professional may open your record. They have to give the reason. You and your attending physician are told afterwards.',
        'The dispatch doctor of the ambulance service (SAMU, dial 15): when they take a call about you, they may open your record.',
      ],
      reference: 'Articles L1111-17 and R1111-48',
    },
    {
      heading: 'Your rights',
      points: [
        'To see what your record holds, and to ask for a copy.',
        'To know who opened it, when, and what was done: every access leaves a trace.',
        'To know which professionals are authorised, to withdraw an authorisation, or to block a professional.',
        'To hide a document. Whoever deposited it and your attending physician still see it.',
        'To have a mistake corrected by the person who wrote the document.',
        'To object to a document being added, for a legitimate reason.',
      ],
      after: [
        'A person under 18 may ask that certain care, which the law lets them receive in confidence, be hidden from their parents.',
        'A difficult result may stay invisible to you for some time, until the consultation at which it is explained to you.',
      ],
      reference:
        'Articles L1111-19, R1111-43, R1111-46, R1111-47, R1111-49, R1111-50 and R1111-53; Regulation (EU) 2016/679, articles 15 and 16',
    },
    {
      heading: 'How it is protected',
      points: [
        'A professional signs in only with their card and personal code.',
        'Your documents are encrypted on the server, and on the devices of those who care for you.',
        'A visiting professional may keep an encrypted copy to care for you without a network. It is erased once they are no longer authorised, as soon as their device is back on the network, and at the latest when its storage period ends.',
      ],
    },
    {
      heading: 'Closing your record',
      paragraphs: [
        'You may ask for it to be closed at any time. It is then archived for ten years and erased. You may ask for it to be erased earlier: this is done within three months.',
      ],
      reference: 'Article R1111-36',
    },
    {
      heading: 'Using your rights',
      paragraphs: [
        'Turn to the professional who gives you this brochure, to your attending physician, or to the organisation that provides Relais to them. If the answer does not satisfy you, you may refer to the French data protection authority (CNIL).',
      ],
    },
  ],
  sources:
    'Text written for Relais. Articles cited without other mention are those of the French Public Health Code.',
};
