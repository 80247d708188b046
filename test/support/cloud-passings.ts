import { signedInSchema } from '../../shared/cloud-api.ts'
import { type PagedPassing, passingsPageSchema } from '../../shared/passings-api.ts'
import { request } from './laptop.ts'
import { DEMO_PASSWORD } from './test-window.ts'

/** All that the cloud tells a demo account's organisation of one run or one box. */
export async function cloudPassings(
  cloud: { readonly url: string },
  user: string,
  of: { readonly sessionId: string } | { readonly boxId: string },
): Promise<readonly PagedPassing[]> {
  const body = { email: `${user}.example`, password: DEMO_PASSWORD }
  const { token } = signedInSchema.parse((await request(cloud, 'POST', '/v1/auth/sign-in', { body })).json())
  const path = 'sessionId' in of ? `/v1/sessions/${of.sessionId}/passings` : `/v1/boxes/${of.boxId}/passings`
  const all: PagedPassing[] = []
  for (;;) {
    const answer = await request(cloud, 'GET', `${path}?limit=1000&after=${all.at(-1)?.seq ?? 0}`, { token })
    const { passings, more } = passingsPageSchema.parse(answer.json())
    all.push(...passings)
    if (!more) return all
  }
}
