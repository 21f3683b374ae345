import { correctedTraits, type PostalAddress } from '#domain/dossier/holder-data.ts';
import type { RightsView } from '#domain/rights/rights-view.ts';
import type { Gathered } from './gather.ts';
import { escapeHtml, isolated } from './html.ts';
import { dayOf, fact, heading, inBoth, personOf, TABLE_END, tableHead, tableRow } from './index-parts.ts';
import { ROLE_WORDS, type Words } from './words.ts';

/** Who the dossier is about, and how to reach them. */
export function holderSection({ holder, insC, data, rights, createdBy }: Gathered): string {
  const { address, phone, email, personsToCall } = data;
  const sex = correctedTraits(holder, data).sex;
  return [
    heading(2, 'Titulaire', 'Holder'),
    '<dl>\n',
    fact(['Nom', 'Family name'], isolated(holder.familyName)),
    holder.usedName === undefined ? '' : fact(['Nom d’usage', 'Used name'], isolated(holder.usedName)),
    fact(['Prénom', 'First name'], isolated(holder.firstName)),
    fact(['Date de naissance', 'Birth date'], escapeHtml(holder.birthDate)),
    sex === undefined ? '' : fact(['Sexe', 'Sex'], escapeHtml(sex)),
    fact(['INS-C', 'INS-C'], escapeHtml(insC)),
    address === undefined ? '' : fact(['Adresse', 'Address'], addressLines(address)),
    phone === undefined ? '' : fact(['Téléphone', 'Phone'], escapeHtml(phone)),
    email === undefined ? '' : fact(['Courriel', 'E-mail'], isolated(email)),
    ...personsToCall.map(({ name, relation = '', phone }) =>
      fact(
        ['Personne à prévenir', 'Person to call'],
        `${isolated(name)} ${isolated(relation)} ${escapeHtml(phone)}`,
      ),
    ),
    ...rights.representatives.map(({ representative: { role, familyName, firstName } }) =>
      fact(
        ['Représentant légal', 'Legal representative'],
        `${isolated(`${firstName} ${familyName}`)} – ${inBoth(ROLE_WORDS[role])}`,
      ),
    ),
    fact(['Dossier créé par', 'Record created by'], personOf(createdBy)),
    '</dl>\n',
  ].join('');
}

const addressLines = ({ lines, postalCode, city, country }: PostalAddress): string =>
  [...lines, `${postalCode} ${city}`, ...(country === undefined ? [] : [country])].map(isolated).join('<br>');

const COLUMNS: readonly Words[] = [
  ['Qui', 'Who'],
  ['Droit', 'Right'],
  ['Depuis', 'Since'],
  ['Jusqu’à', 'Until'],
  ['Noté par', 'Recorded by'],
];

/** L1111-19: who may see the dossier, since when and until when; and what the holder chose for emergencies. */
export function rightsSection(rights: RightsView): string {
  const { oppositions } = rights;
  return [
    heading(2, 'Droits et accès', 'Rights and access'),
    '<dl>\n',
    fact(['Bris de glace', 'Break-glass'], choice(oppositions.breakGlass)),
    fact(['Centre 15', 'Dispatch centre'], choice(oppositions.dispatchCentre)),
    '</dl>\n',
    tableHead(COLUMNS),
    ...rightLines(rights),
    TABLE_END,
  ].join('');
}

const choice = (refused: boolean): string =>
  inBoth(refused ? ['Refusé', 'Refused'] : ['Accepté', 'Accepted']);

const PROFESSIONAL_WORDS: Readonly<Record<'granted' | 'expired' | 'denied', Words>> = {
  granted: ['Autorisé', 'Authorised'],
  expired: ['Autorisation échue', 'Authorisation expired'],
  denied: ['Bloqué', 'Blocked'],
};

function rightLines({ professionals, teams, attendingPhysician }: RightsView): string[] {
  const until = (at: number | undefined): string => (at === undefined ? '' : dayOf(at));
  return [
    ...(attendingPhysician
      ? [
          tableRow([
            personOf(attendingPhysician.professional),
            inBoth(['Médecin traitant', 'Attending physician']),
            dayOf(attendingPhysician.since),
            '',
            personOf(attendingPhysician.by),
          ]),
        ]
      : []),
    ...professionals.map((line) =>
      tableRow([
        personOf(line.professional),
        inBoth(PROFESSIONAL_WORDS[line.state]),
        dayOf(line.since),
        until(line.until),
        personOf(line.by),
      ]),
    ),
    ...teams.map((team) =>
      tableRow([
        `${isolated(team.name)}<br>${team.members.map(personOf).join('<br>')}`,
        inBoth(['Équipe de soins', 'Care team']),
        dayOf(team.since),
        dayOf(team.until),
        personOf(team.by),
      ]),
    ),
  ];
}
