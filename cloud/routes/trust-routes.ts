import { trustSchema } from '../../shared/cloud-api.ts'
import { timePlus } from '../../shared/records/scalars.ts'
import type { Cloud } from '../cloud.ts'
import { EndedList } from '../ended-list.ts'
import { rootKeysOf } from '../root-key-store.ts'
import { trustedKeys } from '../root-keys.ts'
import type { App } from './app-type.ts'

/** It holds no secrets: who checks a ticket needs no sign-in. */
export function trustRoutes(app: App, cloud: Cloud): void {
  const list = new EndedList(cloud)

  app.get('/v1/trust', { schema: { response: { 200: trustSchema } } }, async () => {
    const time = cloud.clock.now()
    const keys = trustedKeys(await rootKeysOf(cloud, cloud.db), timePlus(time, -cloud.config.certificateLastsMs))
    const roots = keys.map(({ kid, publicKey }) => ({ kid: base64url(kid), publicKey: base64url(publicKey) }))
    return { time, roots, ended: await list.text() }
  })
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
