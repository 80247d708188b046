import type { Status } from '../../shared/desktop-api.ts'
import { TakeAlongButton } from '../carry/take-along-button.tsx'
import { RenameLaptopForm } from '../members/rename-laptop-form.tsx'
import { useDoor } from '../tickets/door-context.ts'
import { Button } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { useSay } from '../words/say.tsx'
import { signingFacts } from './signing-facts.ts'

/** Under which name this laptop is known, and where it keeps the sign-in. */
export function LaptopSection({ status }: { readonly status: Status }) {
  const say = useSay()
  const { t, time, now } = say
  const door = useDoor()
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
          ...signingFacts(say, status.signing),
          [t('settings.cloud'), status.cloudUrl],
          [
            t('settings.synced'),
            lastSyncedAt === undefined
              ? t('settings.syncedNever')
              : `${time.past(lastSyncedAt, now)} (${time.relative(lastSyncedAt, now)})`,
          ],
        ]}
      />
      {status.signing === undefined ? null : (
        <div className="settings-buttons">
          <Button onClick={() => door.show('card', [])}>{t('ticket.show.card')}</Button>
          <TakeAlongButton />
        </div>
      )}
    </section>
  )
}
