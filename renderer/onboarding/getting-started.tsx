import type { ReactNode } from 'react'
import { usePalette } from '../palette/palette-context.ts'
import { useDoor } from '../tickets/door-context.ts'
import { useCan, useDerived, useOrganisationId, useTracksideState } from '../trackside.tsx'
import { Button, type ButtonProps } from '../ui/button.tsx'
import { useSay } from '../words/say.tsx'
import { type FirstStepId, firstToLend } from './first-steps.ts'
import type { FirstSteps } from './use-first-steps.ts'
import './getting-started.css'

/** A new organisation's first steps, each one click from its dialog; the first that is still to do has the primary button. */
export function GettingStarted({ steps, show }: FirstSteps) {
  const { t } = useSay()
  const isOffline = useTracksideState(({ status }) => status?.connection === 'offline')
  const next = steps.find(({ isDone }) => !isDone)?.id
  return (
    <section className="first-steps" aria-labelledby="first-steps-title">
      <div className="first-steps-head">
        <div>
          <h2 id="first-steps-title">{t('onboarding.title')}</h2>
          <p className="muted">{t('onboarding.why')}</p>
        </div>
        <Button title={t('onboarding.hideWhy')} onClick={() => show(false)}>
          {t('onboarding.hide')}
        </Button>
      </div>
      <ol>
        {steps.map(({ id, isDone }) => (
          <li key={id} className="first-step" data-done={isDone || undefined}>
            <span className="first-step-mark">
              <span aria-hidden="true">{isDone ? '✓' : '○'}</span>
              <span className="visually-hidden">{t(isDone ? 'onboarding.done' : 'onboarding.todo')}: </span>
            </span>
            {isDone ? (
              <h3>
                <StepTitle id={id} />
              </h3>
            ) : (
              <StepBody id={id} isOffline={isOffline}>
                <StepActs id={id} look={id === next ? 'primary' : 'plain'} />
              </StepBody>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

interface ActProps {
  readonly look: NonNullable<ButtonProps['look']>
}

function StepTitle({ id }: { readonly id: FirstStepId }) {
  const { t } = useSay()
  const canRegister = useCan('box.edit')
  return t(id === 'box' && !canRegister ? 'onboarding.box.titleBorrow' : `onboarding.${id}.title`)
}

function StepBody({
  id,
  isOffline,
  children,
}: {
  readonly id: FirstStepId
  readonly isOffline: boolean
  readonly children: ReactNode
}) {
  const { t } = useSay()
  const canRegister = useCan('box.edit')
  const canLend = useFirstToLend() !== undefined
  const whyBox = canRegister ? t('onboarding.box.why') : t('onboarding.box.whyBorrow')
  const whyLoan = canLend ? t('onboarding.loan.why') : t('onboarding.loan.whyNoBox')
  const why = { box: whyBox, colleague: t('onboarding.colleague.why'), loan: whyLoan }
  return (
    <div className="first-step-body">
      <h3>
        <StepTitle id={id} />
      </h3>
      <p className="muted">{why[id]}</p>
      {isOffline && (id !== 'loan' || canLend) ? <p className="muted">{t(`onboarding.${id}.offline`)}</p> : null}
      <div className="first-step-acts">{children}</div>
    </div>
  )
}

function StepActs({ id, look }: ActProps & { readonly id: FirstStepId }) {
  switch (id) {
    case 'box':
      return <BoxActs look={look} />
    case 'colleague':
      return <InviteAct look={look} />
    case 'loan':
      return <LoanActs look={look} />
  }
}

function BoxActs({ look }: ActProps) {
  const { t } = useSay()
  const { wants } = usePalette()
  const door = useDoor()
  const [canRegister, canBorrow] = [useCan('box.edit'), useCan('share.borrow')]
  return (
    <>
      {canRegister ? (
        <>
          <Button look={look} onClick={() => wants.ask('register-box', { screen: 'devices' })}>
            {t('onboarding.box.register')}
          </Button>
          <Button onClick={() => wants.ask('register-many', { screen: 'devices' })}>{t('onboarding.box.many')}</Button>
        </>
      ) : null}
      {canBorrow ? (
        <Button look={canRegister ? 'plain' : look} onClick={() => door.receive({ title: t('devices.add') })}>
          {t('onboarding.box.borrow')}
        </Button>
      ) : null}
    </>
  )
}

function InviteAct({ look }: ActProps) {
  const { t } = useSay()
  const { wants } = usePalette()
  return (
    <Button look={look} onClick={() => wants.ask('invite', { screen: 'members' })}>
      {t('onboarding.colleague.invite')}
    </Button>
  )
}

function LoanActs({ look }: ActProps) {
  const { t } = useSay()
  const { wants } = usePalette()
  const box = useFirstToLend()
  return (
    <>
      {box === undefined ? null : (
        <Button look={look} onClick={() => wants.ask('lend', { screen: 'devices', opened: box.id }, box.id)}>
          {t('onboarding.loan.lend', { box: box.serial })}
        </Button>
      )}
      <Button onClick={() => wants.ask('sharing-code', { screen: 'groups' })}>{t('onboarding.loan.partner')}</Button>
    </>
  )
}

function useFirstToLend() {
  const viewer = useOrganisationId()
  return useDerived(['box', 'loan'], (records) => firstToLend(records, viewer), [viewer])
}
