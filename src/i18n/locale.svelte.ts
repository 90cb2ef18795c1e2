import type * as Messages from './generated/messages.js';
import { locales, type Locale } from './generated/runtime.js';

type Message = (inputs: Readonly<Record<string, unknown>>) => string;
type Texts = Readonly<Partial<Record<string, Message>>>;

const loaders: Readonly<Record<Locale, () => Promise<unknown>>> = {
  en: () => import('./generated/messages/en.js'),
  es: () => import('./generated/messages/es.js'),
  it: () => import('./generated/messages/it.js'),
};

// Messages read this each time they are called; as it is state, a change redraws the page without a reload.
let current = $state.raw<{ readonly locale: Locale; readonly texts: Texts }>({ locale: 'en', texts: {} });
let wanted: Locale = 'en';

/** The language of the page. */
export const getLocale = (): Locale => current.locale;

/** Fetches a language's messages and speaks it from then on. A language chosen meanwhile comes first. */
export async function setLocale(locale: Locale): Promise<void> {
  wanted = locale;
  const texts = (await loaders[locale]()) as Texts;
  if (wanted !== locale) return;
  current = { locale, texts };
  if (typeof document !== 'undefined') document.documentElement.lang = locale;
}

/** Whether a message has this name. */
export const isMessage = (name: string): boolean => Object.hasOwn(current.texts, name);

// A message may be taken before its language has come, and be called after another was chosen.
const spoken: Partial<Record<string, Message>> = {};
const message = (name: string): Message =>
  (spoken[name] ??= (inputs) => current.texts[name]?.(inputs) ?? name);

/** The messages, each by its name, in the language of the page when they are called. */
export const m = new Proxy({} as typeof Messages, { get: (_, name) => message(String(name)) });

export { locales, type Locale };
