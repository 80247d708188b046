import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import '../scan/file-field.css'

/** Opens a CSV file. What is dropped is taken anywhere on the screen: here it says so. */
export function CsvField({ label, onFile }: { readonly label: string; readonly onFile: (file: File) => void }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className="file-field">
      <input
        id={id}
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        className="visually-hidden"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          // So that the same one can be chosen again.
          currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
      <label htmlFor={id} className="button">
        {label}
      </label>
      <span className="muted small">{t('startList.drop')}</span>
    </div>
  )
}
