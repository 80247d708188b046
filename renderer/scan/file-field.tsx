import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import './file-field.css'

/** Opens a file or a photograph. What is dropped is taken anywhere (scans.tsx): here it says so. */
export function FileField({ onFile }: { readonly onFile: (file: File) => void }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className="file-field">
      <input
        id={id}
        type="file"
        accept=".trackside,text/plain,image/*"
        className="visually-hidden"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          // So that the same one can be chosen again.
          currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
      <label htmlFor={id} className="button">
        {t('scan.file')}
      </label>
      <span className="muted small">{t('scan.fileHint')}</span>
    </div>
  )
}
