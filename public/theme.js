// Runs before the first paint, so that a dark page never flashes white. src/ui/theme.svelte.ts takes over later.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem('tenure-theme');
  } catch (refused) {
    choice = null;
  }
  if (choice !== 'light' && choice !== 'dark') {
    choice = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  document.documentElement.dataset.theme = choice;
})();
