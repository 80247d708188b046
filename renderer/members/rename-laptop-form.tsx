import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { desktopCalls } from '../../shared/desktop-api.ts'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { useWanted } from '../palette/palette-context.ts'
import { useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import { useDraft } from './use-draft.ts'

/** Names the laptop that one sits at. Kept here at once; the others learn it at the next contact. */
export function RenameLaptopForm({ name: before }: { readonly name: string }) {
  const { t } = useTranslation()
  const { core } = useTrackside()
  const [name, setName] = useDraft(before, before)
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const nameRef = useRef<HTMLInputElement>(null)
  useWanted(undefined, ['laptop-name'], () => nameRef.current?.focus())
  const parsed = desktopCalls.renameLaptop.args.safeParse({ name })
  const isSame = parsed.success && parsed.data.name === before
  const save = async (submitted: FormEvent) => {
    submitted.preventDefault()
    if (!parsed.success || isSame || busy) return
    setBusy(true)
    setProblem(undefined)
    try {
      await core.call('renameLaptop', parsed.data)
      tellDone(t, t('members.laptopRenamed', parsed.data))
    } catch (error) {
      setProblem(faultSentence(t, error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="rename-laptop" noValidate onSubmit={(submitted) => void save(submitted)}>
      <Field
        ref={nameRef}
        label={t('members.laptopName')}
        description={t('members.laptopNameHint')}
        maxLength={60}
        value={name}
        onChange={setName}
        error={parsed.success ? undefined : t('members.laptopNameWrong')}
      />
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      {isSame ? null : (
        <Button type="submit" busy={busy} whyNot={parsed.success ? undefined : t('members.laptopNameWrong')}>
          {t('members.laptopRename')}
        </Button>
      )}
    </form>
  )
}
