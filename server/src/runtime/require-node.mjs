// Imported, or run, before anything else. Written in words that an old Node still understands, so that it can say
// what is wrong where everything else would fail with a syntax error.

var needed = [22, 17]
var found = process.versions.node.split('.').map(Number)

if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  console.error(
    'Greenroom needs Node ' +
      needed.join('.') +
      ' or newer; this is Node ' +
      process.versions.node +
      '.\n' +
      '`npm ci` brings a Node of its own for Linux and Windows on x64 and Linux on arm64, unless optional packages were\n' +
      'left out (--omit=optional), and `npm run …` uses it. Elsewhere, install a newer Node from https://nodejs.org',
  )
  process.exit(1)
}
