import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { readXml } from '#documents/xml/read-xml.ts';
import { utf8 } from '#base/bytes.ts';
import { readNarrative } from '#documents/cda/narrative.ts';
import NarrativeBlocks from '#ui/viewer/narrative/NarrativeBlocks.svelte';

/** The markup of a narrative, without the marks that the framework leaves and its classes. */
function shown(narrative: string): string {
  const root = readXml(utf8(`<text xmlns="urn:hl7-org:v3">${narrative}</text>`));
  if (!root.ok) throw new Error('the sample is wrong');
  const { body } = render(NarrativeBlocks, { props: { blocks: readNarrative(root.value).blocks } });
  return body.replace(/<!--.*?-->/g, '').replace(/ class="[^"]*"/g, '');
}

describe('a narrative on the screen', () => {
  it.each([
    [
      'keeps words and emphasis as far apart as they were written',
      '<paragraph>Dose : <content styleCode="Bold">5</content>mg, <content styleCode="Italics">le soir</content>.</paragraph>',
      '<p>Dose : <strong>5</strong>mg, <em>le soir</em>.</p>',
    ],
    [
      'sets what stands low and high close to its word',
      '<paragraph>H<sub>2</sub>O, 10<sup>9</sup>/l</paragraph>',
      '<p>H<sub>2</sub>O, 10<sup>9</sup>/l</p>',
    ],
    ['breaks lines where the document does', '<paragraph>un<br/>deux</paragraph>', '<p>un<br/>deux</p>'],
    [
      'shows where a link leads, and leads nowhere',
      '<paragraph>Voir <linkHtml href="https://exemple.test/a?b=1&amp;c">la page</linkHtml>.</paragraph>',
      '<p>Voir la page <span>(https://exemple.test/a?b=1&amp;c)</span>.</p>',
    ],
    [
      'shows a link to a script as mere words',
      '<paragraph><linkHtml href="javascript:alert(1)">lien</linkHtml></paragraph>',
      '<p>lien (javascript:alert(1))</p>',
    ],
    [
      'takes markup that was written as text for text',
      '<paragraph>&lt;img src=x onerror=alert(1)&gt;</paragraph>',
      '<p>&lt;img src=x onerror=alert(1)></p>',
    ],
  ])('%s', (_name, narrative, markup) => {
    expect(shown(narrative)).toBe(markup);
  });
});
