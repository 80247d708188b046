import { goTo } from '../router.ts'
import { Button } from '../ui/button.tsx'
import { useSay } from '../words/say.tsx'
import { useFirstSteps } from './use-first-steps.ts'

/** In Settings: the way back to *Getting started*, for who hid it. */
export function FirstStepsSection() {
  const { t } = useSay()
  const { steps, isShown, show } = useFirstSteps()
  if (steps.length === 0 || isShown) return null
  return (
    <section className="settings-section" aria-labelledby="settings-first-steps">
      <h2 id="settings-first-steps">{t('onboarding.again')}</h2>
      <p className="muted">{t('onboarding.againWhy')}</p>
      <div className="settings-buttons">
        <Button
          onClick={() => {
            show(true)
            goTo('today')
          }}
        >
          {t('onboarding.show')}
        </Button>
      </div>
    </section>
  )
}
