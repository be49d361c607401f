-- What cannot be delivered comes back to an address of the mail's own (VERP): the token says which mail is meant,
-- whatever the report looks like. Random, so that nobody can say of a mail that it came back who was not sent it.
alter table notifications.outgoing_mail
  add column bounce_token text not null default replace(gen_random_uuid()::text, '-', '')
    check (bounce_token ~ '^[0-9a-f]{32}$');
create unique index outgoing_mail_bounce on notifications.outgoing_mail (bounce_token);

-- What was never sent, for the page that shows it.
create index outgoing_mail_unsent on notifications.outgoing_mail (id) where state in ('DROPPED', 'WITHHELD');
create index outgoing_mail_returned on notifications.outgoing_mail (id) where fate = 'FAILED';
