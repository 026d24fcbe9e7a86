// Runs before the first paint, as a file of its own because the content security policy allows no inline script.
// src/shared/theme.ts writes the choice; here it is only applied, so that a dark screen never flashes white.
;(function () {
  var choice = null
  try {
    choice = localStorage.getItem('greenroom-theme')
  } catch {
    choice = null
  }
  var dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', dark)
})()
