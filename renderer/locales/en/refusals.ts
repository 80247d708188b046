/** A sentence for every refusal code, and more where its details allow to say more: what, why, what now (ux 11). */
export const refusal = {
  FORBIDDEN:
    'Your role doesn’t allow this. Ask an administrator of your organisation to do it or to give you another role.',
  FORBIDDEN_shareUse:
    '{{organisation}} shares {{serial}} with you to look at, not to use in races. Ask them for another role.',
  FORBIDDEN_shareRun: '{{organisation}} shares {{serial}} with you without live timing. Ask them for another role.',
  FORBIDDEN_shareEdit:
    '{{organisation}} shares {{serial}} with you without the right to edit it. Ask them for another role.',
  NOT_FOUND: 'What this was about isn’t there any more, or isn’t shown to you any more. Look at the list again.',
  BOX_IN_USE: 'The box is in use. Take it off its event first, or choose to take it off and lend.',
  BOX_IN_USE_event: 'The box is in {{event}}. Take it off there first, or choose to take it off and lend.',
  BOX_IN_USE_run: 'A timing run is on for this box. Stop it first, or choose to take the box off and lend.',
  BOX_IN_USE_organisation: '{{organisation}} is using the box. It can be lent when they have taken it off.',
  BOX_RESERVED: 'The box is reserved for sharing. End the loan to use it yourself.',
  BOX_RESERVED_until: '{{serial}} is reserved for sharing until {{end}}. End the loan to use it yourself.',
  BOX_LENT: 'The box is shared out. It is yours again when the loan ends; you can end it at any time.',
  BOX_LENT_until: '{{serial}} is with {{organisation}} until {{end}}. You can end the loan at any time.',
  BOX_LENT_took:
    '{{organisation}} took {{serial}} {{when}}: it was first. Ask the owner which box you can have instead.',
  BOX_LENT_reserved:
    '{{serial}} was lent to somebody else {{when}}: that was first. Ask the owner which box you can have instead.',
  BOX_NOT_HELD: 'The box isn’t with you any more. Ask its owner for a new loan code.',
  BOX_NOT_HELD_ended: 'The loan of {{serial}} ended {{end}}. Ask its owner for a new loan code.',
  BOX_NOT_AVAILABLE: 'The box isn’t available now. Choose another one.',
  BOX_NOT_AVAILABLE_retired: '{{serial}} is retired. Choose another box, or register it again.',
  BOX_NOT_AVAILABLE_service: '{{serial}} is out of service. Put it back into service first.',
  BOX_NOT_AVAILABLE_lent: '{{serial}} isn’t available now. Choose another box, or ask its owner when it is back.',
  BOX_ASSIGNED: 'The box already serves another event. Take it off there first.',
  BOX_ASSIGNED_event: 'The box already serves {{event}}. Take it off there first.',
  BOX_ASSIGNED_organisation: '{{organisation}} has the box in an event of its own. It is free when they take it off.',
  BOX_NOT_ASSIGNED: 'The box isn’t in an event, so there is nothing to take off.',
  TOKEN_MALFORMED:
    'This isn’t a loan code: one has 16 letters and digits, and one of these is mistyped. Compare it with the original.',
  TOKEN_UNKNOWN: 'Nobody has made this loan code. Compare it with the original, or ask the owner for a new one.',
  TOKEN_OWN: 'This is your own loan code. Give it to the partner who should have the box.',
  TOKEN_NOT_FOR_YOU: 'This loan is meant for another organisation. Ask the owner for a code of your own.',
  TOKEN_USED: 'This loan code has been used already. Ask the owner for a new one.',
  TOKEN_USED_you: 'You have used this loan code already: the box is in your list, or its loan is over.',
  TOKEN_USED_by: '{{organisation}} took it {{when}}: they were first. Ask the owner for a new one.',
  TOKEN_REVOKED: 'The owner took this loan back before it was used. Ask for a new code.',
  TOKEN_EXPIRED: 'The loan has run out. Ask the owner for a new code.',
  TOKEN_EXPIRED_ended: 'The loan ran out {{end}}. Ask the owner for a new code.',
  PLAN_LIMIT:
    'Your plan holds no more boxes. Give one back or retire one, or ask your administrator about a bigger plan.',
  PLAN_LIMIT_boxes_one:
    '{{plan}} holds {{count}} box; you have {{boxes}}. Give one back, or ask your administrator about a bigger plan.',
  PLAN_LIMIT_boxes_other:
    '{{plan}} holds {{count}} boxes; you have {{boxes}}. Give one back, or ask your administrator about a bigger plan.',
  PLAN_LIMIT_none_one:
    '{{plan}} holds {{count}} box, fewer than you want at once. Ask your administrator about a bigger plan.',
  PLAN_LIMIT_none_other:
    '{{plan}} holds {{count}} boxes, fewer than you want at once. Ask your administrator about a bigger plan.',
  LOAN_ENDED: 'The loan is over already, so there is nothing left to do with it.',
  LOAN_ENDED_at: 'The loan of {{serial}} was over already, since {{end}}.',
  NOT_OWNER: 'Only the owner can do this. Ask the organisation that the box belongs to.',
  NOT_OWNER_group: 'Only the owner of {{group}} can do this. Ask the organisation that shares it with you.',
  GROUP_SHARED: 'A group can be shared with one organisation only. Stop that share first, or change its role.',
  GROUP_SHARED_with:
    '{{group}} is shared with {{organisation}}. What is in it, above it or below it can’t be shared with anybody else. Stop that share first, or change its role.',
  GROUP_NOT_SHARED: 'The group isn’t shared any more, so there is nothing to change or to stop.',
  GROUP_NOT_SHARED_name: '{{group}} isn’t shared any more, so there is nothing to change or to stop.',
  GROUP_CYCLE: 'A group can’t go into itself, nor into a group inside it. Choose another place.',
  GROUP_NOT_EMPTY: 'The group isn’t empty. Move what is in it first.',
  GROUP_NOT_EMPTY_with: '{{group}} isn’t empty: {{what}} in it. Move what is in it first.',
  holdsBoxes_one: '{{count}} box',
  holdsBoxes_other: '{{count}} boxes',
  holdsGroups_one: '{{count}} group',
  holdsGroups_other: '{{count}} groups',
  SHARING_CODE_UNKNOWN:
    'No organisation has this partner code now; it may have been refreshed. Ask your partner for the one under Groups → Shared with you.',
  SHARING_CODE_UNKNOWN_mistyped:
    'This isn’t a partner code: one has a P and 16 letters and digits, and one of these is mistyped. Compare it with the original.',
  SHARING_CODE_UNKNOWN_token:
    'This is a loan code: it is for one loan, not for a group. It belongs under Devices → Add a borrowed box.',
  SHARING_CODE_UNKNOWN_invitation:
    'This is an invitation for a new member. It belongs on the sign-in screen, not here.',
  SHARING_CODE_OWN: 'This is your own partner code. Ask your partner for theirs.',
  ROLE_IN_USE: 'The role is in use. Give those who have it another one first.',
  ROLE_IN_USE_by: '{{role}} is in use: {{users}}. Give them another role first.',
  ROLE_BUILT_IN: 'This role comes with Trackside and can’t be changed. Make one of your own.',
  ROLE_BUILT_IN_name: '{{role}} comes with Trackside and can’t be changed. Make a role of your own.',
  LAST_ADMIN: 'Your organisation needs an ADMIN. Make somebody else ADMIN first.',
  LAST_ADMIN_name: '{{member}} is the only ADMIN. Make somebody else ADMIN first.',
  NOT_RECIPIENT: 'Only the organisation that has the box can give it back. As its owner you can end the loan.',
  SESSION_RUNNING: 'Another organisation has a timing run on this box. It has to stop there first.',
  SESSION_CLOSED: 'This timing run has stopped already. Start a new one if the box should go on.',
  SESSION_CLOSED_at: 'This timing run stopped {{end}}. Start a new one if the box should go on.',
  DEPENDS_ON_REFUSED:
    'It built on something that the cloud refused, so it fell with that. Do that first, then this again.',
  COMMAND_UNKNOWN:
    'The cloud doesn’t know this yet: it is older than this app. Ask your administrator to bring it up to date.',
  COMMAND_INVALID: 'Something in it can’t be right. Check what you entered, and do it again.',
  COMMAND_INVALID_taken: 'That is in use already. Choose another one.',
  COMMAND_INVALID_serial: 'You have a box with this serial already. Look for it in the list.',
  COMMAND_INVALID_name: 'This name is taken already. Choose another one.',
  COMMAND_INVALID_email: 'Somebody with this e-mail address is a member already.',
  COMMAND_INVALID_order: 'The last finisher can’t be expected before the start. Change one of the times.',
  TICKET_INVALID: 'This code can’t be relied on. Ask for a new one.',
  TICKET_CLOCK: 'One of the two clocks is wrong. Connect for ten seconds by phone and scan it again.',
  unknown: 'This was refused ({{code}}). Nothing has changed.',
  organisationUnknown: 'another organisation',
} as const
