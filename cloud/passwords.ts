import { hash, verify } from '@node-rs/argon2'

/** The package's defaults are argon2id with 19 MiB and two passes, as OWASP advises. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password)
}

/** The hash of nothing that anybody knows: checked where there is no such member, so that the time tells nothing. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ibw$8dVNwrBkmtBBVgmLJzeeNkdEyPlR2vdnzcj2P8Yzqqo'

export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? NOBODY, password)
  return matches && passwordHash !== undefined
}
