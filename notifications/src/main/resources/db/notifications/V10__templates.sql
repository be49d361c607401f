-- The words of mails as administrators have changed them, more kinds of mail, and agents' signatures.

-- Written once; the last row of a kind and a language is in force. `shipped`: back to the words the desk comes with.
create table notifications.template_version (
  id bigint generated always as identity primary key,
  kind text not null,
  language text not null check (language in ('IT', 'EN')),
  shipped boolean not null,
  subject text not null,
  preheader text not null,
  headline text not null,
  words text not null,
  button text not null,
  footer text not null,
  author bigint not null,
  made_at timestamptz not null,
  check (shipped = (subject = ''))
);
create index template_version_in_force on notifications.template_version (kind, language, id desc);

create function notifications.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is written once: add a new row instead', tg_table_name;
end $$;
create trigger written_once before update or delete on notifications.template_version
  for each statement execute function notifications.refuse_change();

-- Words that could not be written as a mail: the shipped ones went out instead, and administrators see this.
create table notifications.template_trouble (
  version bigint primary key references notifications.template_version,
  since timestamptz not null,
  detail text not null check (length(detail) <= 500)
);

-- What an agent puts under every reply.
create table notifications.signature (
  agent bigint primary key,
  words text not null check (length(words) <= 1000),
  changed_at timestamptz not null
);

do $$
declare about_messages text;
begin
  select conname into strict about_messages from pg_constraint
  where conrelid = 'notifications.outgoing_mail'::regclass and contype = 'c'
    and pg_get_constraintdef(oid) like '%message IS NULL%';
  execute format('alter table notifications.outgoing_mail drop constraint %I', about_messages);
end $$;
alter table notifications.outgoing_mail
  drop constraint outgoing_mail_kind,
  drop constraint outgoing_mail_about_a_ticket,
  drop constraint outgoing_mail_about_a_batch,
  -- An administrator tries a template out: the bytes are made at once and are about nothing.
  add column trial boolean not null default false,
  add constraint outgoing_mail_kind check (kind in
    ('RECEIVED', 'TAKEN_IN_CHARGE', 'REPLY', 'ASKED', 'RESOLVED', 'REOPENED', 'UNKNOWN_SENDER',
     'SIGN_IN', 'DUTY', 'CONFIRM', 'LIST')),
  add constraint outgoing_mail_about_a_ticket check (
    (ticket is null) = (trial or kind in ('UNKNOWN_SENDER', 'SIGN_IN', 'DUTY', 'CONFIRM', 'LIST'))),
  add constraint outgoing_mail_about_a_batch check (
    (batch is null) = (trial or kind not in ('DUTY', 'CONFIRM', 'LIST'))),
  add constraint outgoing_mail_about_a_message check (
    (message is null) = (trial or kind not in ('REPLY', 'ASKED'))),
  add constraint outgoing_mail_trial_is_made check (not trial or state <> 'QUEUED' or rendered is not null);
