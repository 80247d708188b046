import { Button, type ButtonProps } from './button.tsx'

/** Saves `text` as a file, where the browser or the system puts what is saved. */
export function SaveButton({
  text,
  name,
  label,
  look = 'plain',
}: {
  readonly text: string
  /** Of the file. */
  readonly name: string
  readonly label: string
  readonly look?: ButtonProps['look'] & string
}) {
  return (
    <Button look={look} onClick={() => saveText(text, name)}>
      {label}
    </Button>
  )
}

/** The same without a button of its own, for what is worked out only when it is wanted. */
export function saveText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Not at once: the saving begins after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
