import { useState } from 'react'
import { faultSentence } from '../give/use-give.ts'
import { useWanted } from '../palette/palette-context.ts'
import { useDerived, useOrganisationId, useTrackside, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { serialsText } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'

/** R5, ux 5: asks first where something is unsent or a timing run is on, and says what and that it is saved. */
export function SignOutButton({ name }: { readonly name: string }) {
  const say = useSay()
  const { t } = say
  const { core } = useTrackside()
  const viewer = useOrganisationId()
  const unsent = useTracksideState((state) => state.pending.length)
  const running = useDerived(
    ['session'],
    (records) =>
      [...records.all('session')].filter((run) => run.organisationId === viewer && run.stoppedAt === undefined),
    [viewer],
  )
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string>()
  const signOut = () =>
    core.call('signOut', {}).then(
      () => true,
      (error: unknown) => {
        setProblem(faultSentence(t, error))
        return false
      },
    )
  const press = () => {
    setProblem(undefined)
    if (unsent > 0 || running.length > 0) setAsking(true)
    else void signOut().then((done) => setAsking(!done))
  }
  useWanted(undefined, ['sign-out'], press)
  const boxes = serialsText(
    say,
    running.map(({ boxSerial }) => boxSerial),
  )
  return (
    <>
      <Button onClick={press}>{t('settings.signOut')}</Button>
      {asking ? (
        <ConfirmDialog
          title={t('settings.signOutTitle', { name })}
          act={t('settings.signOut')}
          problem={problem}
          onConfirm={signOut}
          onClose={() => setAsking(false)}
        >
          {unsent === 0 ? null : <p>{t('settings.signOutUnsent', { count: unsent })}</p>}
          {running.length === 0 ? null : <p>{t('settings.signOutRuns', { count: running.length, boxes })}</p>}
        </ConfirmDialog>
      ) : null}
    </>
  )
}
