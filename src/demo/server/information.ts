import type { ServiceInformation } from '#wire/information.ts';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Fictional, as all that the demonstration shows; the number is of the range that nobody is called at (ARCEP). */
const INFORMATION: ServiceInformation = {
  updatedOn: '2026-11-02',
  service: {
    name: { fr: 'Info-Relais (service fictif)', en: 'Info-Relais (fictional service)' },
    phone: '01 99 00 15 10',
    hours: { fr: 'du lundi au samedi, de 8 h à 19 h', en: 'Monday to Saturday, 8 am to 7 pm' },
    email: 'aide@relais.example',
  },
  software: [
    {
      name: 'Cabinet Démo',
      maker: 'Éditions du Relais (fictif)',
      version: '4.2',
      does: {
        fr: 'lit les dossiers par FHIR et y dépose ses comptes rendus',
        en: 'reads dossiers over FHIR and files its reports in them',
      },
    },
    {
      name: 'Tournée Démo',
      maker: 'Atelier du Passage (fictif)',
      does: { fr: 'reçoit les relevés exportés en CDA', en: 'takes in readings exported as CDA' },
    },
  ],
};

/** As an operator would keep it, in the demonstration's folder; answers with its path. */
export async function writeInformation(folder: string): Promise<string> {
  const path = join(folder, 'information.json');
  await writeFile(path, JSON.stringify(INFORMATION, null, 2));
  return path;
}
