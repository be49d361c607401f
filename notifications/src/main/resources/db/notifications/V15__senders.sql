-- Several senders: the tickets of one of the vendor's products are answered under a name, an address and through a
-- relay of its own. What has no sender of its own leaves by the relay of the environment, which stands in no row.

create table notifications.sender (
  id bigint generated always as identity primary key,
  product text not null unique check (product ~ '^[a-z0-9-]{1,40}$'),
  name text not null check (length(name) between 1 and 80 and name !~ '[[:cntrl:]]'),
  address text not null check (length(address) <= 254 and address !~ '[[:cntrl:][:space:]]'),
  address_key text not null unique,
  -- where undeliverable mail comes back; empty for the desk's own
  bounces text not null default '' check (length(bounces) <= 254 and bounces !~ '[[:cntrl:][:space:]]'),
  host text not null check (host !~ '[[:cntrl:][:space:]]'),
  port integer not null check (port between 1 and 65535),
  encryption text not null check (encryption in ('NONE', 'STARTTLS', 'TLS')),
  -- empty for a relay that asks nobody who they are
  login text not null check (login !~ '[[:cntrl:]]'),
  sign_in text not null check (sign_in in ('PASSWORD', 'CLIENT_CREDENTIALS', 'REFRESH_TOKEN')),
  token_url text not null default '',
  client text not null default '',
  token_scope text not null default '',
  -- sealed, as those of mailboxes
  secret bytea,
  refresh_token bytea,
  per_minute integer not null default 0 check (per_minute between 0 and 6000),
  -- OFF: no new mail takes it; those written before still go out by it
  standing text not null default 'ACTIVE' check (standing in ('ACTIVE', 'OFF')),
  version integer not null default 1,
  changed_at timestamptz not null default now(),
  -- a word of ours, and by the database's now(); empty and null while the relay works
  trouble text not null default '',
  failing_since timestamptz
);

-- Every address that a sender has, or has written from: an answer to it is still an answer to the desk, and mail from
-- it is the desk's own.
create table notifications.sender_address (
  address_key text primary key,
  sender bigint not null references notifications.sender on delete cascade
);
create index sender_address_by_sender on notifications.sender_address (sender);

-- Which product each platform belongs to, as the registry last said: the choice costs no question.
create table notifications.platform_product (
  platform bigint primary key,
  product text not null
);

-- Chosen when the mail is written, so that whatever happens to the sender a repeat is the same mail.
alter table notifications.outgoing_mail
  add column sender bigint references notifications.sender,
  add column from_name text not null default '',
  add column from_address text not null default '',
  add constraint outgoing_mail_from check ((sender is null) = (from_address = ''));

-- What waits for one relay is found past whatever waits for another.
drop index notifications.outgoing_mail_due;
create index outgoing_mail_due on notifications.outgoing_mail (coalesce(sender, 0), due_at, id)
  where state in ('QUEUED', 'SENDING');
create index outgoing_mail_by_sender on notifications.outgoing_mail (sender, id) where sender is not null;
