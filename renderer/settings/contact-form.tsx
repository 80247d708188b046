import { type FormEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { contactNameSchema, contactPhoneSchema, type Organisation } from '../../shared/records/organisation.ts'
import { useGive } from '../give/use-give.ts'
import { useWhyNot } from '../give/use-why-not.ts'
import { useDraft } from '../members/use-draft.ts'
import { useWanted } from '../palette/palette-context.ts'
import { useUnconfirmed } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import { contactArgs, contactEdit } from './contact-edit.ts'

/** O9: whom a partner calls. It goes along with loans. */
export function ContactForm({ organisation }: { readonly organisation: Organisation }) {
  const { contactName = '', contactPhone = '' } = organisation
  const whyNot = useWhyNot('member.manage')
  if (whyNot !== undefined) return <ContactFacts name={contactName} phone={contactPhone} whyNot={whyNot} />
  return <Form organisation={organisation} />
}

function Form({ organisation }: { readonly organisation: Organisation }) {
  const { t } = useTranslation()
  const { give, problem, busy } = useGive()
  const { contactName = '', contactPhone = '' } = organisation
  const unconfirmed = useUnconfirmed('organisation', organisation.id)
  const [name, setName] = useDraft(contactName, contactName)
  const [phone, setPhone] = useDraft(contactPhone, contactPhone)
  const nameRef = useRef<HTMLInputElement>(null)
  useWanted(undefined, ['contact'], () => nameRef.current?.focus())
  const change = contactEdit(organisation, { name, phone })
  const nameIsWrong = name.trim() !== '' && !contactNameSchema.safeParse(name).success
  const phoneIsWrong = phone.trim() !== '' && !contactPhoneSchema.safeParse(phone).success
  const save = async (submitted: FormEvent) => {
    submitted.preventDefault()
    if (change === undefined || nameIsWrong || phoneIsWrong || busy) return
    await give([{ type: 'editOrganisation', args: change }], {
      said: t('settings.contactSaved'),
      undo: [{ type: 'editOrganisation', args: contactArgs({ name: contactName, phone: contactPhone }) }],
    })
  }
  return (
    <form className="settings-form" noValidate onSubmit={(submitted) => void save(submitted)}>
      <Field
        ref={nameRef}
        label={t('settings.contactName')}
        maxLength={60}
        value={name}
        onChange={setName}
        error={nameIsWrong ? t('settings.contactWrong') : undefined}
      />
      <Field
        label={t('settings.contactPhone')}
        maxLength={30}
        value={phone}
        onChange={setPhone}
        error={phoneIsWrong ? t('settings.contactWrong') : undefined}
      />
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <div className="settings-form-foot">
        <span className="muted small">
          {unconfirmed ? <UnconfirmedMark label={t('custody.notConfirmed')} /> : null} {t('settings.contactWhy')}
        </span>
        <Button type="submit" busy={busy} whyNot={change === undefined ? t('settings.contactSame') : undefined}>
          {t('settings.contactSave')}
        </Button>
      </div>
    </form>
  )
}

function ContactFacts({
  name,
  phone,
  whyNot,
}: {
  readonly name: string
  readonly phone: string
  readonly whyNot: string
}) {
  const { t } = useTranslation()
  return (
    <>
      <Facts
        facts={[
          [t('settings.contactName'), name === '' ? t('settings.contactNone') : name],
          [t('settings.contactPhone'), phone === '' ? t('settings.contactNone') : phone],
        ]}
      />
      <p className="muted small">
        {t('settings.contactWhy')} {whyNot}
      </p>
    </>
  )
}
