-- Who an identity provider says somebody is (OpenID Connect), and sign-ins that are on their way there.

-- Bound at the first sign-in; from then on the subject counts and the address does not.
create table contacts.provider_account (
  issuer text not null check (length(issuer) <= 500),
  subject text not null check (length(subject) between 1 and 255),
  staff bigint references contacts.staff,
  contact bigint references contacts.contact,
  bound_at timestamptz not null,
  primary key (issuer, subject),
  unique (issuer, staff),
  unique (issuer, contact),
  check ((staff is null) <> (contact is null))
);
create index provider_account_by_contact on contacts.provider_account (contact) where contact is not null;
create index provider_account_by_staff on contacts.provider_account (staff) where staff is not null;

-- Good once, for the browser that was sent.
create table contacts.provider_request (
  state_hash bytea primary key,
  browser_hash bytea not null,
  whom text not null check (whom in ('STAFF', 'CUSTOMERS')),
  sealed bytea not null, -- nonce, proof key and where to go on
  made_at timestamptz not null
);
create index provider_request_by_age on contacts.provider_request (made_at);
