import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Certificates {
  /** The path of the root that a client is to trust. */
  readonly root: string
  /** The server's, as PEM. */
  readonly certificate: string
  readonly key: string
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

/** A root of its own in this folder, and what it certifies a server with: made as an operator would. */
export function makeCertificates(folder: string, subjectAltName: string): Certificates {
  mkdirSync(folder, { recursive: true })
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const days = ['-days', '2']
  writeFileSync(join(folder, 'names'), `subjectAltName=${subjectAltName}\n`)
  openssl('req', '-x509', ...NEW_KEY, '-keyout', 'root.key', '-out', 'root.pem', ...days, '-subj', '/CN=Root of a test')
  openssl('req', ...NEW_KEY, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=Database of a test')
  const signer = ['-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', ...days, '-extfile', 'names']
  openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.pem', ...signer)
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  return { root: join(folder, 'root.pem'), certificate: read('server.pem'), key: read('server.key') }
}
