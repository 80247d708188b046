import type { ApiErrorCode } from '../shared/cloud-api.ts'
import type { RefusalCode } from '../shared/refusals.ts'

/** For whoever reads an answer without an app: the app has sentences of its own. */
export const REFUSAL_MESSAGES: Readonly<Record<RefusalCode, string>> = {
  FORBIDDEN: 'The role of the member does not allow this.',
  NOT_FOUND: 'There is no such thing here.',
  BOX_IN_USE: 'The box is in use.',
  BOX_RESERVED: 'The box is reserved for sharing.',
  BOX_LENT: 'The box is lent.',
  BOX_NOT_HELD: 'The box is not with this organisation any more.',
  BOX_NOT_AVAILABLE: 'The box is not available.',
  BOX_ASSIGNED: 'The box is assigned to another event.',
  BOX_NOT_ASSIGNED: 'The box is not assigned to an event.',
  TOKEN_MALFORMED: 'This is not a loan code.',
  TOKEN_UNKNOWN: 'No loan has this code.',
  TOKEN_OWN: 'This is a loan of the organisation itself.',
  TOKEN_NOT_FOR_YOU: 'The loan is addressed to another organisation.',
  TOKEN_USED: 'The loan code has been used.',
  TOKEN_REVOKED: 'The loan has been ended by its owner.',
  TOKEN_EXPIRED: 'The loan is over.',
  PLAN_LIMIT: 'The plan holds no more boxes.',
  LOAN_ENDED: 'The loan is over.',
  NOT_OWNER: 'Only the owner of the box can do this.',
  NOT_RECIPIENT: 'Only the recipient of the loan can do this.',
  SESSION_RUNNING: 'Another organisation has a timing run on this box.',
  SESSION_CLOSED: 'The timing run has ended.',
  DEPENDS_ON_REFUSED: 'A command that this one depends on was refused.',
  COMMAND_UNKNOWN: 'The cloud does not know this command.',
  COMMAND_INVALID: 'The arguments of the command are not valid.',
}

export const ERROR_MESSAGES: Readonly<Record<ApiErrorCode, string>> = {
  MALFORMED: 'The request is not valid.',
  SIGNED_OUT: 'Sign in first.',
  MEMBER_REMOVED: 'The member was removed from the organisation.',
  FORBIDDEN: 'This is not allowed.',
  NOT_FOUND: 'There is no such thing here.',
  SEQ_EXPECTED: 'The numbers of the commands do not follow on.',
  INSTALLATION_REPLAYED: 'A command with this number, but other content, is known already.',
  NAME_TAKEN: 'An organisation with such a name exists already.',
  EMAIL_TAKEN: 'The e-mail address is in use already.',
  CREDENTIALS_WRONG: 'E-mail address or password are wrong.',
  TOO_LARGE: 'The request is too large.',
  TOO_MANY: 'Too many attempts. Try again later.',
  INTERNAL: 'Something went wrong in the cloud. Try again later.',
}
