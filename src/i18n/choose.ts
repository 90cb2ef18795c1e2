import { locales, setLocale, type Locale } from './locale.svelte';

const key = 'tenure-locale';
const known = (text: string | null | undefined): Locale | undefined =>
  locales.find((locale) => locale === text?.slice(0, 2).toLowerCase());

/** The language to start in: the stored choice, else the first of the reader's own that we speak. */
export function initialLocale(): Locale {
  return known(stored()) ?? navigator.languages.map(known).find((locale) => locale !== undefined) ?? 'en';
}

/** Changes the language of the page, and of the next visit. */
export function chooseLocale(locale: Locale): void {
  void setLocale(locale);
  try {
    localStorage.setItem(key, locale);
  } catch {
    // Storage can be refused; the choice then lasts as long as the tab.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
