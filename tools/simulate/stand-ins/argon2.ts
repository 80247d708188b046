import { createHash } from 'node:crypto'

/** Quick, as the passwords of a simulation need no protection. */
export async function hash(password: string): Promise<string> {
  return `sha256:${createHash('sha256').update(password).digest('hex')}`
}

export async function verify(hashed: string, password: string): Promise<boolean> {
  return hashed === (await hash(password))
}
