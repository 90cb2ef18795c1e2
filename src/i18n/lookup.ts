import { isMessage, m } from './locale.svelte';

type Inputs = Readonly<Record<string, string | number>>;
const messages = m as unknown as Readonly<Record<string, ((inputs: Inputs) => string) | undefined>>;

/** The message `<area>_<code>` for a code that comes from data; the code itself when no message has it. */
export function messageFor(area: string, code: string, inputs: Inputs = {}): string {
  const name = `${area}_${code.replaceAll('-', '_')}`;
  return isMessage(name) ? (messages[name]?.(inputs) ?? code) : code;
}
