// Runs before anything is painted, so that a page never flashes in the wrong theme. The application reads what it left.
(() => {
  const root = document.documentElement;
  let theme = null;
  let language = null;
  try {
    theme = localStorage.getItem('regie.theme');
    language = localStorage.getItem('regie.language');
  } catch {
    // Storage is forbidden: the system's choice holds.
  }
  const light = theme === 'light' || (theme !== 'dark' && matchMedia('(prefers-color-scheme: light)').matches);
  const wanted = [language, ...navigator.languages]
    .map((l) => (l ?? '').slice(0, 2))
    .find((l) => l === 'fr' || l === 'en');
  root.dataset.theme = light ? 'light' : 'dark';
  document.querySelector('meta[name=theme-color]').content = light ? '#e9ecee' : '#0b0d0f';
  root.lang = wanted ?? 'en';
})();
