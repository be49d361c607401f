-- How people prove who they are, and what programs and host products hold.

-- Whose account is switched off; without a password hash, who was invited and has not come yet.
alter table contacts.staff add column disabled_at timestamptz;

-- A browser that has shown the password and owes the second factor: not a session, never one.
create table contacts.sign_in_attempt (
  secret_hash bytea primary key,
  staff bigint not null references contacts.staff,
  made_at timestamptz not null,
  tries smallint not null default 0,
  sealed bytea -- the new authenticator's secret, while one is being set up
);
create index sign_in_attempt_by_age on contacts.sign_in_attempt (made_at);

-- RFC 6238: the steps up to last_step are spent.
create table contacts.second_factor (
  staff bigint primary key references contacts.staff,
  sealed bytea not null,
  made_at timestamptz not null,
  last_step bigint not null
);

-- 120 random bits each, so that a plain SHA-256 keeps them.
create table contacts.recovery_code (
  code_hash bytea primary key,
  staff bigint not null references contacts.staff,
  used_at timestamptz
);
create index recovery_code_by_staff on contacts.recovery_code (staff);

-- A one-time link that lets somebody choose a password; without staff, the first administrator's.
create table contacts.invitation (
  secret_hash bytea primary key,
  staff bigint references contacts.staff,
  made_at timestamptz not null
);
create index invitation_by_staff on contacts.invitation (staff);

-- Browsers in which somebody has signed in before: strangers' guesses do not slow these down.
create table contacts.known_device (
  secret_hash bytea not null,
  owner text not null check (owner ~ '^(staff|contact):[0-9]+$'),
  seen_at timestamptz not null,
  primary key (secret_hash, owner)
);
create index known_device_by_owner on contacts.known_device (owner, seen_at);
create index known_device_by_age on contacts.known_device (seen_at);

-- One bucket a name, on every node alike: what was taken has flowed back at this instant.
create table contacts.throttle (
  name text primary key check (length(name) <= 200),
  empty_at timestamptz not null
);
create index throttle_by_age on contacts.throttle (empty_at);

alter table contacts.session
  add column id bigint generated always as identity unique,
  add column address text not null default '' check (length(address) <= 64),
  add column browser text not null default '' check (length(browser) <= 300);
create index session_by_staff on contacts.session (staff) where staff is not null;
create index session_by_contact on contacts.session (contact) where contact is not null;

-- Who asked for a link to an address, and in which browser; one row whoever asks.
create table contacts.link_request (
  id bigint generated always as identity primary key,
  address_key text not null check (length(address_key) <= 320),
  browser_hash bytea not null,
  made_at timestamptz not null,
  issued_at timestamptz
);
create index link_request_waiting on contacts.link_request (address_key, id) where issued_at is null;
create index link_request_by_age on contacts.link_request (made_at);

-- A link opens only in the browser that asked for it; one without, made by a node of the version before, in none.
alter table contacts.sign_in_link add column browser_hash bytea;

alter table contacts.integration
  add column hint text not null default '' check (length(hint) <= 20),
  add column made_at timestamptz,
  add column made_by text not null default '',
  add column expires_at timestamptz,
  add column last_used_at timestamptz,
  add column revoked_at timestamptz;

-- The public keys of a host product, several at a time while one takes over from another.
create table contacts.product_key (
  product text not null references contacts.product,
  kid text not null check (length(kid) between 1 and 100),
  jwk text not null,
  made_at timestamptz not null,
  retires_at timestamptz,
  primary key (product, kid)
);
insert into contacts.product_key (product, kid, jwk, made_at)
select p.id, coalesce(k.key ->> 'kid', 'key-' || k.n), k.key::text, now()
from contacts.product p,
     jsonb_array_elements(p.jwk_set::jsonb -> 'keys') with ordinality as k (key, n);
-- No longer read; a node of the version before still asks for it.
alter table contacts.product alter column jwk_set set default '{"keys":[]}';
