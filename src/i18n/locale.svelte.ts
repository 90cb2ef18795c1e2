import { overwriteGetLocale, overwriteSetLocale, type Locale } from './generated/runtime.js';

// Messages read the locale each time they are called; as it is state, a change redraws the page without a reload.
let current = $state<Locale>('en');

overwriteGetLocale(() => current);
overwriteSetLocale((next) => {
  current = next;
  document.documentElement.lang = next;
});

export { getLocale, setLocale, locales, type Locale } from './generated/runtime.js';
export * as m from './generated/messages.js';
