-- A member of the staff is asked at a new address whether it is theirs, and told at the old one. "batch" is the member.
alter table notifications.outgoing_mail
  drop constraint outgoing_mail_kind,
  drop constraint outgoing_mail_about_a_ticket,
  drop constraint outgoing_mail_about_a_batch,
  add constraint outgoing_mail_kind check (kind in
    ('RECEIVED', 'TAKEN_IN_CHARGE', 'REPLY', 'ASKED', 'RESOLVED', 'REOPENED', 'UNKNOWN_SENDER',
     'SIGN_IN', 'DUTY', 'CONFIRM', 'LIST', 'OWNER', 'MEMBER_CONFIRM', 'MEMBER_MOVED')),
  add constraint outgoing_mail_about_a_ticket check (
    (ticket is null) = (trial or kind in ('UNKNOWN_SENDER', 'SIGN_IN', 'DUTY', 'CONFIRM', 'LIST', 'OWNER',
     'MEMBER_CONFIRM', 'MEMBER_MOVED'))),
  add constraint outgoing_mail_about_a_batch check (
    (batch is null) = (trial or kind not in ('DUTY', 'CONFIRM', 'LIST', 'OWNER',
     'MEMBER_CONFIRM', 'MEMBER_MOVED')));
