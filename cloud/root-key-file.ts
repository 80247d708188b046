import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { rawPublicKey, rootKeyOf, signingKeyOf } from './ed25519.ts'
import type { RootKeys } from './root-keys.ts'

const PEM_BLOCK = /-----BEGIN (PRIVATE|PUBLIC) KEY-----[^-]*-----END \1 KEY-----/g

/** The operator's own keys (docs/operations.md): the current private one, the next one, and public ones from before. */
export async function readRootKeyFile(path: string): Promise<RootKeys> {
  const blocks = (await readFile(path, 'utf8')).match(PEM_BLOCK) ?? []
  const isPrivate = (block: string) => block.startsWith('-----BEGIN PRIVATE')
  const read = (block: string) => importPem(block, isPrivate(block) ? createPrivateKey : createPublicKey, path)
  const [current, next, ...more] = blocks.filter(isPrivate).map(read)
  if (current === undefined || next === undefined || more.length > 0) throw wrong(path)
  const previous = blocks.filter((block) => !isPrivate(block)).map((block) => rootKeyOf(rawPublicKey(read(block))))
  if (previous.length > 8) throw new Error(`${path} holds more than 8 public keys from before`)
  return { current: signingKeyOf(current), next: rootKeyOf(rawPublicKey(next)), previous }
}

function importPem(block: string, create: (pem: string) => KeyObject, path: string): KeyObject {
  try {
    const key = create(block)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Told below, without what is in the file.
  }
  throw wrong(path)
}

function wrong(path: string): Error {
  return new Error(`${path} must hold two Ed25519 private keys in PEM, the current one and then the next`)
}
