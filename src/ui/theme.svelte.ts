export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

// public/theme.js reads the same key before the first paint.
const key = 'tenure-theme';
const isTheme = (value: unknown): value is Theme => themes.some((theme) => theme === value);

/** Light, dark, or whatever the device says; kept between visits. */
class ThemeChoice {
  #choice = $state<Theme>(stored());
  #deviceIsDark = $state(false);

  constructor() {
    const query = matchMedia('(prefers-color-scheme: dark)');
    this.#deviceIsDark = query.matches;
    query.addEventListener('change', (event) => {
      this.#deviceIsDark = event.matches;
      this.#show();
    });
  }

  get choice(): Theme {
    return this.#choice;
  }

  /** What is drawn. */
  get shown(): 'light' | 'dark' {
    if (this.#choice !== 'system') return this.#choice;
    return this.#deviceIsDark ? 'dark' : 'light';
  }

  set(choice: Theme): void {
    this.#choice = choice;
    try {
      if (choice === 'system') localStorage.removeItem(key);
      else localStorage.setItem(key, choice);
    } catch {
      // Storage can be refused; the choice then lasts as long as the tab.
    }
    this.#show();
  }

  #show(): void {
    document.documentElement.dataset['theme'] = this.shown;
  }
}

function stored(): Theme {
  try {
    const value = localStorage.getItem(key);
    return isTheme(value) ? value : 'system';
  } catch {
    return 'system';
  }
}

export const theme = new ThemeChoice();
