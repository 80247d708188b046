/** Where one goes from what a scan came to. */
export interface AnswerProps {
  readonly onAgain: () => void
  readonly onClose: () => void
}
