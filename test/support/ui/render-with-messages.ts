import type { Component } from 'svelte';
import { render } from 'svelte/server';
import type { Relais } from '#app/port.ts';
import { setRelais } from '#ui/context.ts';
import { setMessages, type Messages } from '#ui/messages/messages.svelte.ts';
import { setStatus, type Status } from '#ui/status.svelte.ts';

/** What a component compiled for the server is given to write to. */
type Renderer = { component: (run: (renderer: Renderer) => void) => void };

/** What else the layout gives, for the components that ask for it. */
type Given = { relais?: Relais; status?: Status };

/** The markup of a component with the words that the layout would give it, without a browser. */
export function renderWithMessages<Props extends Record<string, unknown>>(
  messages: Messages,
  component: Component<Props>,
  props: Props,
  { relais, status }: Given = {},
): string {
  const Shown = component as unknown as (renderer: Renderer, props: Props) => void;
  const host = (renderer: Renderer): void =>
    renderer.component((inner) => {
      setMessages(messages);
      if (relais) setRelais(relais);
      if (status) setStatus(status);
      Shown(inner, props);
    });
  return render(host as unknown as Component).body;
}
