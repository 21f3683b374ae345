import type { Texts } from '../fr.ts';

export const about = {
  title: 'About Relais',
  lead: 'A shared medical record that opens at the bedside without a network.',
  running: 'What runs here',
  version: 'Version',
  kind: 'Instance',
  demo: 'Demonstration: fictional people, cards and documents',
  production: 'Production',
  licence: 'Licence',
  licenceText: 'Free software under the European Union Public Licence, EUPL 1.2.',
  font: 'Typeface',
  fontText: 'Atkinson Hyperlegible Next, by the Braille Institute, under OFL 1.1. Lucide icons, under ISC.',
  storage: 'Storage of this device',
  storageUsed: (used: string, available: string) => `${used} used of ${available} available`,
  storageUnknown: 'The browser does not say',
  rights: 'Patients and their rights',
  rightsText: 'The brochure handed over before a record is created tells their rights and how to use them.',
  brochure: 'Read the brochure',
} satisfies Texts['about'];
