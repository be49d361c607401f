-- The owner of an address is told, at that address, what was done to their registration. "batch" is the change.
alter table notifications.outgoing_mail
  drop constraint outgoing_mail_kind,
  drop constraint outgoing_mail_about_a_ticket,
  drop constraint outgoing_mail_about_a_batch,
  add constraint outgoing_mail_kind check (kind in
    ('RECEIVED', 'TAKEN_IN_CHARGE', 'REPLY', 'ASKED', 'RESOLVED', 'REOPENED', 'UNKNOWN_SENDER',
     'SIGN_IN', 'DUTY', 'CONFIRM', 'LIST', 'OWNER')),
  add constraint outgoing_mail_about_a_ticket check (
    (ticket is null) = (trial or kind in ('UNKNOWN_SENDER', 'SIGN_IN', 'DUTY', 'CONFIRM', 'LIST', 'OWNER'))),
  add constraint outgoing_mail_about_a_batch check (
    (batch is null) = (trial or kind not in ('DUTY', 'CONFIRM', 'LIST', 'OWNER')));
