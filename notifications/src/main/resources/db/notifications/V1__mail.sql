-- What crosses the wire. Owner: the module notifications; no other schema is named here.
-- Leases and waits are technical time and use the database's now(); what people read uses the desk's clock.

-- One row for each mail to be sent, written in the transaction of the fact it tells. `due_at` is the next try while
-- QUEUED and the end of the lease while SENDING; `fence` rises with every claim, and only its holder may mark the row.
create table notifications.outgoing_mail (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('RECEIVED', 'TAKEN_IN_CHARGE', 'REPLY', 'RESOLVED', 'SIGN_IN')),
  ticket bigint check ((ticket is null) = (kind = 'SIGN_IN')),
  platform bigint,
  message bigint check ((message is null) = (kind <> 'REPLY')),
  agent bigint,
  recipient text not null check (length(recipient) <= 254 and recipient !~ '[[:cntrl:]]'),
  language text not null check (language in ('IT', 'EN')),
  subject text not null default '',
  happened_at timestamptz not null,
  zone text not null default '',
  take_in_charge_by timestamptz,
  answer_by timestamptz,
  resolve_by timestamptz,
  message_id text not null unique,
  reply_token text not null default '',
  state text not null default 'QUEUED' check (state in ('QUEUED', 'SENDING', 'SENT', 'DEAD', 'DROPPED')),
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  fence bigint not null default 0,
  last_error text not null default '',
  rendered bytea,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
create index outgoing_mail_due on notifications.outgoing_mail (due_at, id) where state in ('QUEUED', 'SENDING');
-- A mail waits for the earlier ones of its ticket.
create index outgoing_mail_order on notifications.outgoing_mail (ticket, id) where state in ('QUEUED', 'SENDING');
create index outgoing_mail_dead on notifications.outgoing_mail (id) where state = 'DEAD';

-- Message-IDs given out and the reply addresses that go with them. Outlives the mail's row.
create table notifications.given_id (
  message_id text primary key,
  ticket bigint not null,
  reply_token text not null unique,
  given_at timestamptz not null default now()
);
create index given_id_by_ticket on notifications.given_id (ticket, given_at);

-- A mailbox we read. The mark is the highest UID that has a row; one node at a time holds the lease.
create table notifications.mailbox (
  name text primary key,
  uidvalidity bigint not null default 0,
  high_water bigint not null default 0,
  holder text not null default '',
  lease_until timestamptz not null default '-infinity',
  fence bigint not null default 0,
  last_read_at timestamptz,
  last_error text not null default ''
);

-- Every mail that came in, by its raw bytes (a file named by SHA-256). RECEIVED waits to be read; FETCH_AGAIN has no
-- bytes yet. uid is null for mails that were handed over directly.
create table notifications.incoming_mail (
  id bigint generated always as identity primary key,
  mailbox text not null,
  uidvalidity bigint,
  uid bigint,
  sha256 text not null default '' check (sha256 = '' or sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null default 0,
  received timestamptz not null,
  imported timestamptz not null,
  state text not null check (state in ('FETCH_AGAIN', 'RECEIVED', 'IN_TICKET', 'QUARANTINE', 'DUPLICATE', 'GONE')),
  reason text not null default '' check ((state = 'QUARANTINE') = (reason <> '')),
  detail text not null default '',
  ticket bigint check ((state = 'IN_TICKET') = (ticket is not null)),
  message_id text not null default '',
  from_address text not null default '',
  subject text not null default '',
  automatic boolean not null default false,
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  check ((uid is null) = (uidvalidity is null)),
  check (state in ('FETCH_AGAIN', 'GONE') or sha256 <> ''),
  unique (mailbox, uidvalidity, uid)
);
-- The same bytes handed over twice are one mail; a mailbox that renumbers its mails brings them again.
create unique index incoming_mail_once on notifications.incoming_mail (mailbox, sha256) where uid is null;
create index incoming_mail_by_sha on notifications.incoming_mail (sha256, mailbox) where sha256 <> '';
create index incoming_mail_unread on notifications.incoming_mail (due_at, id) where state in ('RECEIVED', 'FETCH_AGAIN');
create index incoming_mail_quarantine on notifications.incoming_mail (id) where state = 'QUARANTINE';
create index incoming_mail_by_ticket on notifications.incoming_mail (ticket, id) where ticket is not null;
