import type { Status } from '../../shared/desktop-api.ts'
import { RenameLaptopForm } from '../members/rename-laptop-form.tsx'
import { Facts } from '../ui/facts.tsx'
import { useSay } from '../words/say.tsx'

/** Under which name this laptop is known, and where it keeps the sign-in. */
export function LaptopSection({ status }: { readonly status: Status }) {
  const { t, time, now } = useSay()
  const { lastSyncedAt } = status
  // Electron has the computer's own key store; behind the browser host there is only a file.
  const kept = t(window.trackside === undefined ? 'settings.signInKeptFile' : 'settings.signInKeptKeychain')
  return (
    <section className="settings-section" aria-labelledby="settings-laptop">
      <h2 id="settings-laptop">{t('settings.laptop')}</h2>
      <RenameLaptopForm name={status.installationName} />
      <Facts
        facts={[
          [t('settings.signInKept'), kept],
          [t('settings.cloud'), status.cloudUrl],
          [
            t('settings.synced'),
            lastSyncedAt === undefined
              ? t('settings.syncedNever')
              : `${time.past(lastSyncedAt, now)} (${time.relative(lastSyncedAt, now)})`,
          ],
        ]}
      />
    </section>
  )
}
