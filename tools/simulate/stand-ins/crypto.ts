import { createPrivateKey, createPublicKey, type UUID } from 'node:crypto'
import { program } from '../surroundings.ts'

/** Node's, with chance that follows from the seed. */
export * from 'node:crypto'

export function randomBytes(size: number): Buffer {
  const { random } = program()
  return Buffer.from(Uint8Array.from({ length: size }, () => Math.floor(random() * 256)))
}

export function randomUUID(): UUID {
  const hex = randomBytes(16).toString('hex')
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}

/** What stands before the 32 secret bytes of an Ed25519 key in PKCS #8. */
const PKCS8_HEAD = '302e020100300506032b657004220420'

export function generateKeyPairSync(type: 'ed25519') {
  if (type !== 'ed25519') throw new Error(`no ${type} keys are made here`)
  const key = Buffer.concat([Buffer.from(PKCS8_HEAD, 'hex'), randomBytes(32)])
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}
