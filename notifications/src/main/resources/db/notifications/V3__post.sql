-- Who wrote a mail, what was decided about those held, and what became of those sent.

alter table notifications.incoming_mail
  drop constraint incoming_mail_state_check,
  -- FILED: about a mail of ours that belongs to no ticket; DISCARDED: an agent wants nothing of it
  add constraint incoming_mail_state_check check (state in
    ('FETCH_AGAIN', 'RECEIVED', 'IN_TICKET', 'QUARANTINE', 'DUPLICATE', 'GONE', 'FILED', 'DISCARDED')),
  add column trust text not null default 'UNCHECKED' check (trust in
    ('UNCHECKED', 'PROVEN', 'UNPROVEN', 'DOUBTFUL', 'FORGED', 'UNDECIDED')),
  add column proof text not null default '',
  -- times that the name servers did not answer
  add column proof_tries integer not null default 0,
  add column nature text not null default 'PERSON',
  add column sealing text not null default 'NONE',
  -- of the ticket; null for the mail that opened it
  add column message bigint,
  add column decided_by bigint,
  add column decided_at timestamptz;
create index incoming_mail_by_reason on notifications.incoming_mail (reason, id) where state = 'QUARANTINE';

alter table notifications.outgoing_mail
  drop constraint outgoing_mail_state_check,
  -- WITHHELD: one automatic answer more than the address gets
  add constraint outgoing_mail_state_check check (state in
    ('QUEUED', 'SENDING', 'SENT', 'DEAD', 'DROPPED', 'WITHHELD')),
  -- what reports say that came back later
  add column fate text not null default '' check (fate in ('', 'DELAYED', 'DELIVERED', 'FAILED')),
  add column fate_detail text not null default '',
  add column fate_at timestamptz;
-- What an address was told of late: the budget of automatic mail.
create index outgoing_mail_told on notifications.outgoing_mail (lower(recipient), created_at);
create index outgoing_mail_undelivered on notifications.outgoing_mail (ticket) where fate = 'FAILED';

-- Addresses that another server said for good that they are nobody's.
create table notifications.bad_address (
  address_key text primary key,
  since timestamptz not null,
  status text not null,
  detail text not null
);

-- Whether outgoing mail is held. `identity` is the database's own: a restored copy has another, and holds.
create table notifications.mail_switch (
  one boolean primary key default true check (one),
  held boolean not null default false,
  why text not null default '' check (why in ('', 'BY_HAND', 'RESTORED')),
  since timestamptz,
  identity text not null default ''
);
insert into notifications.mail_switch default values;

-- Once a day what lies on the server is held against what has a row.
alter table notifications.mailbox
  add column reconciled_at timestamptz,
  add column on_server bigint not null default 0,
  add column without_row bigint not null default 0;
