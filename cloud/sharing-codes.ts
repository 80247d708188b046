import { applyChanges } from './apply.ts'
import type { Cloud } from './cloud.ts'
import { organisationsWithoutCode } from './db/organisations.ts'
import { transactLocked } from './locking.ts'
import { newSharingCode } from './secrets.ts'

/** G4: gives one to every organisation from before there were any. */
export async function giveSharingCodes(cloud: Cloud): Promise<void> {
  for (const id of await organisationsWithoutCode(cloud.db)) {
    await transactLocked(cloud, id, async (trx, lockAndLoad) => {
      const { records, now } = await lockAndLoad({})
      const organisation = records.get('organisation', id)
      // Another process that starts may have been quicker.
      if (organisation === undefined || organisation.sharingCode !== undefined) return
      const body = { ...organisation, sharingCode: newSharingCode() }
      await applyChanges(trx, records, [{ kind: 'organisation', id, body }], { now })
    })
  }
}
