import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { installConsole } from './console';
import { initialLocale } from './i18n/choose';
import { setLocale } from './i18n/locale.svelte';
import { Sharing } from './notebook/sharing.svelte';
import { Session } from './session.svelte';

const session = new Session();
const sharing = new Sharing({
  notebook: session.notebook,
  toasts: session.toasts,
  currency: () => session.context?.scope.currency,
  apply: (spec) => session.apply(spec),
  fail: (error) => session.intake.fail(error),
});
installConsole(session, sharing);

const target = document.getElementById('app');
void setLocale(initialLocale()).then(() => {
  if (target) mount(App, { target, props: { session, sharing } });
});
