import { describe, expect, it } from 'vitest';
import { keepTogether } from '#ui/messages/keep-together.ts';

describe('French signs of two parts stay with their word', () => {
  it('writes a space where no line ends before : ; ? ! and the percent sign, and within quotation marks', () => {
    expect(keepTogether('Hors ligne : rien ; vraiment ? Oui ! 5 % « ici »')).toBe(
      'Hors ligne\u00a0: rien\u00a0; vraiment\u00a0? Oui\u00a0! 5\u00a0% «\u00a0ici\u00a0»',
    );
  });

  it('reaches the sentences of groups, lists, and those with something to fill in', () => {
    const texts = keepTogether({
      group: { all: ['a : b'], of: (name: string) => `Dossier : ${name}` },
      count: 2,
    });
    expect(texts.group.all).toEqual(['a\u00a0: b']);
    expect(texts.group.of('Inès')).toBe('Dossier\u00a0: Inès');
    expect(texts.count).toBe(2);
  });

  it('leaves times, addresses and what has no space as they are', () => {
    expect(keepTogether('21:00, https://relais.example, INS-C')).toBe('21:00, https://relais.example, INS-C');
  });
});
