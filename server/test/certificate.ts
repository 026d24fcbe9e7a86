import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A certificate for two days that nobody but itself has signed, and its key; both as PEM. */
export function makeCertificate(name: string): { cert: string; key: string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'greenroom-certificate-'))
  try {
    const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')]
    const options =
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=${name} ` +
      `-addext subjectAltName=DNS:${name} -keyout ${key} -out ${cert}`
    execFileSync('openssl', options.split(' '), { stdio: 'ignore' })
    return { key: readFileSync(key, 'utf8').trim(), cert: readFileSync(cert, 'utf8').trim() }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
