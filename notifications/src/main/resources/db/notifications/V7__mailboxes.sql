-- The mailboxes that are read, kept here; the environment seeds the first one when there is none. How far each was
-- read stays in `mailbox`, by place: who signs in, on which host, in which folder.

create table notifications.mailbox_account (
  id bigint generated always as identity primary key,
  name text not null check (length(name) between 1 and 80 and name !~ '[[:cntrl:]]'),
  host text not null check (host !~ '[[:cntrl:][:space:]]'),
  port integer not null check (port between 1 and 65535),
  encryption text not null check (encryption in ('NONE', 'STARTTLS', 'TLS')),
  login text not null check (login !~ '[[:cntrl:]]'),
  folder text not null check (folder <> '' and folder !~ '[[:cntrl:]]'),
  marks_seen boolean not null default true,
  sign_in text not null check (sign_in in ('PASSWORD', 'CLIENT_CREDENTIALS', 'REFRESH_TOKEN')),
  token_url text not null default '',
  client text not null default '',
  token_scope text not null default '',
  -- sealed: the password, or the client's secret
  secret bytea,
  -- sealed; some servers give a new one with every use
  refresh_token bytea,
  place text not null,
  standing text not null default 'ACTIVE' check (standing in ('ACTIVE', 'OFF', 'REMOVED')),
  version integer not null default 1,
  changed_at timestamptz not null default now(),
  check (standing <> 'REMOVED' or (secret is null and refresh_token is null))
);
create unique index mailbox_account_place on notifications.mailbox_account (place) where standing <> 'REMOVED';

alter table notifications.mailbox
  add column account bigint,
  -- by the database's now(); null while it can be read
  add column failing_since timestamptz,
  -- told by its server when something comes; else it is asked every few seconds
  add column listens boolean not null default false;
-- From now on a word of ours, and no longer the other server's.
update notifications.mailbox set last_error = '';
