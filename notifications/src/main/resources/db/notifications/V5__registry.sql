-- Mail about the registry: the owner of an address is asked, the administrators of a list are told. "batch" then
-- is the claim, or the change of the list.
alter table notifications.outgoing_mail
  drop constraint outgoing_mail_kind,
  drop constraint outgoing_mail_about_a_ticket,
  drop constraint outgoing_mail_about_a_batch,
  add constraint outgoing_mail_kind
    check (kind in ('RECEIVED', 'TAKEN_IN_CHARGE', 'REPLY', 'RESOLVED', 'SIGN_IN', 'DUTY', 'CONFIRM', 'LIST')),
  add constraint outgoing_mail_about_a_ticket
    check ((ticket is null) = (kind in ('SIGN_IN', 'DUTY', 'CONFIRM', 'LIST'))),
  add constraint outgoing_mail_about_a_batch check ((batch is null) = (kind not in ('DUTY', 'CONFIRM', 'LIST')));
