import { describe, expect, it } from 'vitest';
import { err, ok } from '#base/result.ts';
import { readPersons } from '#ui/vitale/read-persons.ts';

const NIR = '279035121518989';
const persons = [
  { familyName: 'PAT-TROIS', firstName: 'DOMINIQUE', birthDate: '19790328', nir: NIR },
  { familyName: 'PAT-TROIS', firstName: 'LOU', birthDate: '20190102' },
];

describe('the reading of a Vitale for the screens', () => {
  it('gives an identifier, or the reason why there is none, for each person', async () => {
    const read = await readPersons({ readVitale: async () => ok({ persons }) }, () => 42);
    expect(read).toMatchObject({
      ok: true,
      value: {
        readAt: 42,
        persons: [{ kind: 'identified' }, { kind: 'noIdentifier', because: 'NoOwnNir' }],
      },
    });
  });

  it('lets no NIR through', async () => {
    const read = await readPersons({ readVitale: async () => ok({ persons }) }, () => 42);
    expect(JSON.stringify(read)).not.toContain(NIR.slice(0, 13));
  });

  it('hands on the error of the card', async () => {
    expect(await readPersons({ readVitale: async () => err({ type: 'Vitale1' }) }, () => 42)).toEqual(
      err({ type: 'Vitale1' }),
    );
  });
});
