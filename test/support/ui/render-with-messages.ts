import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { setMessages, type Messages } from '#ui/messages/messages.svelte.ts';

/** What a component compiled for the server is given to write to. */
type Renderer = { component: (run: (renderer: Renderer) => void) => void };

/** The markup of a component with the words that the layout would give it, without a browser. */
export function renderWithMessages<Props extends Record<string, unknown>>(
  messages: Messages,
  component: Component<Props>,
  props: Props,
): string {
  const Shown = component as unknown as (renderer: Renderer, props: Props) => void;
  const host = (renderer: Renderer): void =>
    renderer.component((inner) => {
      setMessages(messages);
      Shown(inner, props);
    });
  return render(host as unknown as Component).body;
}
