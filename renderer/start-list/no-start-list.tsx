import { useTranslation } from 'react-i18next'
import { CopyButton } from '../ui/copy-button.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import { CsvField } from './csv-field.tsx'

const EXAMPLE = `bib,name,race,chip
101,Ana Ruiz,21 km,58001
102,Leo Costa,21 km,58002;58003
201,Eva Serra,10 km,E2801170000002
`

/** ux 17: what belongs here, how it has to look, and the one next step. */
export function NoStartList({
  whyNot,
  onFile,
}: {
  readonly whyNot: string | undefined
  readonly onFile: (file: File) => void
}) {
  const { t } = useTranslation()
  if (whyNot !== undefined) {
    return (
      <EmptyState title={t('startList.none')} action={<p>{whyNot}</p>}>
        {t('startList.noneText')}
      </EmptyState>
    )
  }
  return (
    <div className="start-list-none">
      <EmptyState title={t('startList.none')} action={<CsvField label={t('startList.choose')} onFile={onFile} />}>
        {t('startList.noneText')} {t('startList.stays')}
      </EmptyState>
      <section className="start-list-columns" aria-labelledby="start-list-columns">
        <h3 id="start-list-columns">{t('startList.columnsTitle')}</h3>
        <p>{t('startList.columns')}</p>
        <p className="muted">{t('startList.columnsWhere')}</p>
        <figure className="start-list-example">
          <figcaption className="muted small">{t('startList.example')}</figcaption>
          <pre>{EXAMPLE}</pre>
        </figure>
        <div className="start-list-row">
          <CopyButton text={EXAMPLE} label={t('startList.exampleCopy')} />
          <SaveButton text={EXAMPLE} name="start-list.csv" label={t('startList.exampleSave')} />
        </div>
      </section>
    </div>
  )
}
