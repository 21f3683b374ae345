import { serviceInformation } from '#wire/information.ts';
import { describe, expect, it } from 'vitest';

const GOOD = {
  updatedOn: '2026-11-02',
  service: { name: { fr: 'Aide', en: 'Help' }, phone: '01 99 00 15 10', page: 'https://aide.example/relais' },
  software: [{ name: 'Cabinet', maker: 'Essai', does: { fr: 'lit', en: 'reads' } }],
};
const isGood = (value: unknown): boolean => serviceInformation.safeParse(value).success;
const withService = (more: object): unknown => ({ ...GOOD, service: { ...GOOD.service, ...more } });

describe('the information that an operator keeps', () => {
  it('is taken as it is written, the service left out where there is none', () => {
    expect(serviceInformation.parse(GOOD)).toEqual(GOOD);
    expect(isGood({ updatedOn: '2026-11-02', software: [] })).toBe(true);
  });

  it.each(['15', '116 117', '+33 1 99 00 15 10', '01.99.00.15.10'])('takes the number %s', (phone) => {
    expect(isGood(withService({ phone }))).toBe(true);
  });

  it('refuses a number that is a link, a page that is no https address or carries a password, and unknown words', () => {
    for (const more of [
      { phone: 'tel:0199001510' },
      { phone: '01 99 00;ext=1' },
      { page: 'http://aide.example' },
      { page: 'javascript:alert(1)' },
      { page: 'https://nom:secret@aide.example' },
      { email: 'aide' },
      { telephone: '01 99 00 15 10' },
      { name: { fr: 'Aide' } },
    ])
      expect(isGood(withService(more)), JSON.stringify(more)).toBe(false);
    expect(isGood({ ...GOOD, updatedOn: 'hier' })).toBe(false);
    expect(isGood({ software: [] })).toBe(false);
  });
});
