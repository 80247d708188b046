import './file-field.css'

/** A button that lets choose a file, and beside it what else can be done. */
export function FileField({
  label,
  hint,
  accept,
  onFile,
}: {
  readonly label: string
  readonly hint: string
  readonly accept: string
  readonly onFile: (file: File) => void
}) {
  return (
    <div className="file-field">
      <label className="button">
        {label}
        <input
          type="file"
          accept={accept}
          className="visually-hidden"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? []
            // So that the same one can be chosen again.
            currentTarget.value = ''
            if (file) onFile(file)
          }}
        />
      </label>
      <span className="muted small">{hint}</span>
    </div>
  )
}
