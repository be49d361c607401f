-- An acknowledgement of a mail, and not of a form or of a program: only these can start a storm.
alter table notifications.outgoing_mail
  add column to_mail boolean not null default false;
